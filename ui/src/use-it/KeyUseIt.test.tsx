// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ApiKey } from '../api/types';
import { backend, json } from '../testing/backend';
import { credential } from '../testing/data';
import { show } from '../testing/show';
import { KeyUseIt } from './KeyUseIt';

const before = '2026-11-01T00:00:00Z';

const rotated = {
  id: 'key_1',
  name: 'engine',
  scopes: ['runtime:resolve'],
  workspaces: null,
  lastUsedAt: before,
} as unknown as ApiKey;

afterEach(() => void vi.useRealTimers());

describe('the use of a key that was rotated', () => {
  it('waits for a use after the rotation, whatever came before', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let last = { at: before, outcome: 'ok', credential: { id: 'cred_1', name: 'acme-ci' } };
    backend({
      'GET /credentials': () => json({ items: [credential], next: null }),
      'GET /api-keys/key_1': () => json({ ...rotated, lastUse: last }),
    });
    show(<KeyUseIt apiKey={rotated} />);
    expect(await screen.findByText(/Waiting for the first request with/)).toBeVisible();
    await act(() => vi.advanceTimersByTimeAsync(4_000));
    expect(screen.getByRole('status')).toHaveTextContent('Waiting for the first request with engine');

    last = { ...last, at: '2026-11-02T00:00:00Z' };
    await act(() => vi.advanceTimersByTimeAsync(4_000));
    expect(screen.getByRole('status')).toHaveTextContent('The last use on acme-ci succeeded.');
  });
});
