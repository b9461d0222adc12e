// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { ApiKey } from '../../api/types';
import { backend, json, later } from '../../testing/backend';
import { Closing, show } from '../../testing/show';
import { RevokeApiKeyDialog } from './RevokeApiKeyDialog';
import { RotateApiKeyDialog } from './RotateApiKeyDialog';

const key = {
  id: 'key_1',
  name: 'engine',
  scopes: ['runtime:resolve'],
  workspaces: null,
  createdBy: { id: 'usr_1', name: 'Olga' },
  uses: 0,
  lastUsedAt: null,
  version: 1,
} as unknown as ApiKey;

describe('a change of an API key that is cancelled while it is under way', () => {
  it.each([
    ['POST /api-keys/key_1/rotate', 'Rotate API key', RotateApiKeyDialog],
    ['DELETE /api-keys/key_1', 'Revoke API key', RevokeApiKeyDialog],
  ])('%s is taken back with its dialog', async (call, confirm, Dialog) => {
    const { calls } = backend({
      [call]: later().answer,
      'GET /api-keys/key_1': () => json(key),
      'GET /api-keys': () => json({ items: [key], next: null, total: 1 }),
    });
    const { user } = show(<Closing onClosed={vi.fn()}>{(close) => <Dialog apiKey={key} onClose={close} />}</Closing>);
    await user.click(screen.getByRole('button', { name: confirm }));

    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    const sent = calls.find(({ method, path }) => `${method} ${path.replace('/api/v1', '')}` === call);
    expect(sent?.signal.aborted).toBe(true);
  });
});
