// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { useLiveUse } from './credentialDetails';
import { backend, json } from '../testing/backend';
import { show } from '../testing/show';

const user = (name: string, ok: number, failed: number, lastAt: string) => ({
  type: 'key',
  id: `key_${name}`,
  name,
  flow: null,
  ok,
  failed,
  lastAt,
});

function Live({ lastUsedAt }: { lastUsedAt: string | null }) {
  const seen = useLiveUse({ id: 'cred_1', lastUsedAt });
  return <p>{`${seen.lastUsedAt ?? 'never'} by ${seen.by ?? 'nobody'}`}</p>;
}

function usage(...users: object[]) {
  backend({ 'GET /credentials/cred_1/usage': () => json({ days: [], users, flows: [], total: users.length }) });
}

test('names who used it with success, not who was refused later', async () => {
  usage(user('engine', 2, 0, '2026-11-28T10:00:00Z'), user('stranger', 0, 3, '2026-11-28T11:00:00Z'));
  show(<Live lastUsedAt="2026-11-28T10:00:00Z" />);

  expect(await screen.findByText('2026-11-28T10:00:00Z by engine')).toBeDefined();
});

test('is not seen by refused requests alone', async () => {
  usage(user('stranger', 0, 3, '2026-11-28T11:00:00Z'));
  const { queries } = show(<Live lastUsedAt={null} />);

  await vi.waitFor(() => expect(queries.isFetching()).toBe(0));
  expect(screen.getByText('never by nobody')).toBeDefined();
});

test('does not take the refused request of an engine for its last use', async () => {
  usage(user('engine', 2, 1, '2026-11-28T11:00:00Z'));
  show(<Live lastUsedAt="2026-11-28T10:00:00Z" />);

  expect(await screen.findByText('2026-11-28T10:00:00Z by engine')).toBeDefined();
});
