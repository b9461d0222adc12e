// @vitest-environment jsdom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { CredentialDialogs } from '../../dialogs/CredentialDialogs';
import { useFocusHome } from '../../frame/useFocusHome';
import { backend, json } from '../../testing/backend';
import { show } from '../../testing/show';
import { ApiKeys } from './ApiKeys';
import './CreateApiKeyDialog';
import './CreateServiceAccountDialog';
import { ServiceAccounts } from './ServiceAccounts';

const page = (items: object[]) => json({ items, next: null, total: items.length });
const made = { createdAt: '2026-11-01T00:00:00Z', createdBy: { id: 'usr_1', name: 'Olga' }, version: 1 };
const key = (id: string, name: string) => ({
  ...{ id, name, prefix: 'mrt_abcd', scopes: ['credentials:read'], workspaces: null, flows: null, damaged: false },
  ...{ expiresAt: null, uses: 0, lastUsedAt: null, oldTokenUntil: null, serviceAccount: null, ...made },
});
const account = (id: string, name: string) => ({
  ...{ id, name, role: 'editor', notes: '', workspace: { id: 'ws_1', name: 'Default' }, lastUsedAt: null, ...made },
});

/** As the app shows it: the screen, the dialogs of the address above it, and the focus that finds its way back. */
function Page({ of: Screen }: { of: () => React.ReactNode }) {
  useFocusHome();
  return (
    <>
      <main id="content" tabIndex={-1}>
        <Screen />
      </main>
      <CredentialDialogs />
    </>
  );
}

function opened(Screen: () => React.ReactNode, there: { keys?: object[]; accounts?: object[] }) {
  let { keys = [], accounts = [] } = there;
  const gone = () => new Response(null, { status: 204 });
  backend({
    'GET /api-keys': () => page(keys),
    'GET /service-accounts': () => page(accounts),
    'POST /api-keys': () => {
      const next = key('key_9', 'new');
      keys = [next, ...keys];
      return json({ ...next, token: 'mrt_fake' }, 201);
    },
    'POST /service-accounts': () => {
      const next = account('svc_9', 'new');
      accounts = [...accounts, next];
      return json(next, 201);
    },
    'DELETE /api-keys/key_1': () => {
      keys = keys.slice(1);
      return gone();
    },
    'DELETE /service-accounts/svc_1': () => {
      accounts = accounts.slice(1);
      return gone();
    },
  });
  return show(<Page of={Screen} />, '/settings/x');
}

const hasFocus = (name: string) => waitFor(() => expect(screen.getByRole('button', { name })).toHaveFocus());
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());

describe('the focus after a dialog that changed the list under it', () => {
  it.each([
    ['the first', []],
    ['another', [key('key_1', 'engine')]],
  ])('is at the button that creates keys after %s was copied', async (_, keys) => {
    const { user } = opened(ApiKeys, { keys });
    await screen.findByText(keys.length > 0 ? 'engine' : 'No API keys yet');
    await user.click(screen.getByRole('button', { name: 'Create API key' }));
    await user.type(await screen.findByLabelText('Name'), 'new');
    await user.click(screen.getByRole('checkbox', { name: /Read credentials/ }));
    await user.click(screen.getAllByRole('button', { name: 'Create API key' }).at(-1)!);
    await user.click(await screen.findByRole('button', { name: 'I have copied it' }));
    await closed();
    await screen.findByRole('row', { name: /new/ });

    await hasFocus('Create API key');
  });

  it.each([
    ['the last', [key('key_1', 'engine')]],
    ['one of two', [key('key_1', 'engine'), key('key_2', 'other')]],
  ])('is at the button that creates keys after %s was revoked', async (_, keys) => {
    const { user } = opened(ApiKeys, { keys });
    await user.click(await screen.findByRole('button', { name: 'Actions for engine' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Revoke API key' }));
    await user.click(await screen.findByRole('button', { name: 'Revoke API key' }));
    await closed();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Actions for engine' })).not.toBeInTheDocument());

    await hasFocus('Create API key');
  });

  it.each([
    ['the first', []],
    ['another', [account('svc_1', 'orders')]],
  ])('is at the button that creates service accounts after %s was created', async (_, accounts) => {
    const { user } = opened(ServiceAccounts, { accounts });
    await screen.findByText(accounts.length > 0 ? 'orders' : 'No service accounts yet');
    await user.click(screen.getByRole('button', { name: 'Create service account' }));
    await user.type(await screen.findByLabelText('Name'), 'new');
    await user.click(screen.getAllByRole('button', { name: 'Create service account' }).at(-1)!);
    await closed();
    await screen.findByRole('row', { name: /new/ });

    await hasFocus('Create service account');
  });

  it.each([
    ['the last', [account('svc_1', 'orders')]],
    ['one of two', [account('svc_1', 'orders'), account('svc_2', 'other')]],
  ])('is at the button that creates service accounts after %s was deleted', async (_, accounts) => {
    const { user } = opened(ServiceAccounts, { accounts });
    await user.click(await screen.findByRole('button', { name: 'Actions for orders' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete service account' }));
    const confirm = await screen.findByRole('button', { name: 'Delete service account' });
    await waitFor(() => expect(confirm).toBeEnabled());
    await user.click(confirm);
    await closed();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Actions for orders' })).not.toBeInTheDocument());

    await hasFocus('Create service account');
    await act(() => Promise.resolve());
  });
});
