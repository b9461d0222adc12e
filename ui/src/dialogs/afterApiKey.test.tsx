// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { backend, json, later } from '../testing/backend';
import { show } from '../testing/show';
import { pass } from '../testing/time';
import { CredentialDialogs } from './CredentialDialogs';

afterEach(() => void vi.useRealTimers());

describe('an API key whose creation was cancelled', () => {
  it('is named with the way to revoke it, because nobody has its token', async () => {
    const made = {
      id: 'key_9',
      name: 'engine',
      scopes: [],
      workspaces: null,
      version: 1,
      uses: 0,
      createdBy: { id: 'usr_1' },
      createdAt: new Date().toISOString(),
    };
    let keys: unknown[] = [];
    const server = backend({
      'GET /api-keys': () => json({ items: keys, next: null, total: keys.length }),
      'GET /service-accounts': () => json({ items: [], next: null, total: 0 }),
      'POST /api-keys': later().answer,
      'DELETE /api-keys/key_9': () => new Response(null, { status: 204 }),
    });
    const { user } = show(<CredentialDialogs />, '/settings/api-keys?dialog=create-key');
    await user.type(await screen.findByLabelText('Name'), 'engine');
    await user.click(screen.getByRole('button', { name: 'Create API key' }));
    await waitFor(() => expect(server.of('POST')).toHaveLength(1));
    keys = [made];
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await user.click(await screen.findByRole('button', { name: 'Cancel saving' }));
    await pass(3_000);

    expect(await screen.findByText('engine was created before you cancelled. Nobody has its token.')).toBeVisible();
    vi.useRealTimers();
    await user.click(screen.getByRole('button', { name: 'Revoke API key' }));
    await waitFor(() => expect(server.of('DELETE')).toHaveLength(1));
  });
});
