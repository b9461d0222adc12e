// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { backend, json, problem, type Call } from '../../testing/backend';
import { show } from '../../testing/show';
import { ApiKeys } from './ApiKeys';
import { ServiceAccounts } from './ServiceAccounts';

const page = (...items: object[]) => json({ items, next: null, total: items.length });
const bob = { type: 'user', id: 'usr_2', name: 'Bob' };

/** The lists of API keys and service accounts, of which another window changes everything to version 2. */
function opened(Screen: () => React.ReactNode, dialog: string, action: string) {
  let version = 1;
  const made = { createdAt: '2026-11-01T00:00:00Z', createdBy: { id: 'usr_1', name: 'Olga' } };
  const key = {
    ...{ id: 'key_1', name: 'engine', prefix: 'mrt_abcd', scopes: ['runtime:call'], workspaces: null, flows: null },
    ...{ expiresAt: null, uses: 0, lastUsedAt: null, oldTokenUntil: null, damaged: false, ...made, version },
  };
  const account = {
    ...{ id: 'svc_1', name: 'orders', role: 'editor', notes: '', workspace: { id: 'ws_1', name: 'Default' } },
    ...{ lastUsedAt: null, ...made, version },
  };
  const change = ({ headers }: Call) =>
    headers.get('If-Match') === `"${version}"`
      ? json({ ...key, ...account, version: version + 1 })
      : problem(412, 'version_conflict', { version });
  const server = backend({
    'GET /api-keys': () => page({ ...key, version }),
    'GET /service-accounts': () => page({ ...account, version }),
    'GET /audit': ({ search }) =>
      search.includes('target=')
        ? page({ seq: 1, at: new Date().toISOString(), action, outcome: 'ok', actor: bob })
        : page(),
    'POST /api-keys/key_1/rotate': change,
    'PATCH /api-keys/key_1': change,
    'DELETE /api-keys/key_1': change,
    'PATCH /service-accounts/svc_1': change,
    'DELETE /service-accounts/svc_1': change,
  });
  const shown = show(<Screen />, `/settings/x?dialog=${dialog}&key=key_1&account=svc_1`);
  const changedElsewhere = async () => {
    version = 2;
    await act(() => shown.queries.invalidateQueries());
  };
  const sent = () =>
    server.calls.filter(({ method }) => method !== 'GET').map(({ headers }) => headers.get('If-Match'));
  return { ...shown, changedElsewhere, sent };
}

describe.each([
  ['rotate-key', ApiKeys, 'Rotate API key', 'api_key.rotated', 'Bob rotated this API key'],
  ['revoke-key', ApiKeys, 'Revoke API key', 'api_key.updated', 'Bob changed this API key'],
  ['edit-key', ApiKeys, 'Save API key', 'api_key.updated', 'Bob changed this API key'],
  [
    'edit-service-account',
    ServiceAccounts,
    'Save service account',
    'service_account.updated',
    'Bob changed this service account',
  ],
  [
    'delete-service-account',
    ServiceAccounts,
    'Delete service account',
    'service_account.updated',
    'Bob changed this service account',
  ],
] as const)('the dialog %s', (dialog, Screen, button, action, said) => {
  it('is about the version that was seen, says what changed, and goes on at a second press', async () => {
    const { user, sent, changedElsewhere } = opened(Screen, dialog, action);
    const confirm = await screen.findByRole('button', { name: button });
    if (dialog.startsWith('edit')) await user.type(screen.getByLabelText('Name'), '-2');
    await vi.waitFor(() => expect(confirm).toBeEnabled());
    await changedElsewhere();
    await user.click(confirm);

    expect(await screen.findByText(new RegExp(said))).toBeVisible();
    await user.click(confirm);
    await vi.waitFor(() => expect(sent()).toEqual(['"1"', '"2"']));
  });
});
