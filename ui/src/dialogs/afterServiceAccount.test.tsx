// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { api } from '../api/client';
import { deleteServiceAccount, useReadAccountsAgain } from '../api/serviceAccounts';
import type { ServiceAccount } from '../api/types';
import { account, listed } from '../testing/accounts';
import { backend, json } from '../testing/backend';
import { show } from '../testing/show';
import { afterChangeAccount, afterCreateAccount } from './afterServiceAccount';
import { useAftermath, type Aftermath } from './useAftermath';

type Read = () => Promise<ServiceAccount[]>;

function Looking({ at }: { at: (read: Read) => Aftermath }) {
  const lookAfter = useAftermath();
  const read = useReadAccountsAgain();
  return <button onClick={() => lookAfter(at(read))}>Look</button>;
}

const create = (name: string) => api.POST('/api/v1/service-accounts', { body: { name, role: 'admin' } });

const checking = () => screen.queryByText(/Checking what the server had already done with order-sync/);

describe('the search for what became of a cancelled call', () => {
  it.each([
    ['a deletion', (read: Read) => afterChangeAccount(account, read), () => deleteServiceAccount(account)],
    ['another attempt', (read: Read) => afterCreateAccount('order-sync', read), () => create(' order-sync ')],
  ])('ends with %s of the same service account', async (_, at, change) => {
    backend({
      'GET /service-accounts': listed(account),
      'POST /service-accounts': () => json(account, 201),
      'DELETE /service-accounts/svc_1': () => new Response(null, { status: 204 }),
    });
    const { user } = show(<Looking at={at} />);
    await user.click(screen.getByRole('button', { name: 'Look' }));
    await waitFor(() => expect(checking()).toBeVisible());

    await change();

    await waitFor(() => expect(checking()).not.toBeInTheDocument());
    expect(screen.queryByText(/was not c/)).not.toBeInTheDocument();
  });

  it('goes on when another service account is created', async () => {
    backend({ 'GET /service-accounts': listed(account), 'POST /service-accounts': () => json(account, 201) });
    const { user } = show(<Looking at={(read) => afterCreateAccount('order-sync', read)} />);
    await user.click(screen.getByRole('button', { name: 'Look' }));
    await waitFor(() => expect(checking()).toBeVisible());

    await create('backup');

    expect(checking()).toBeVisible();
  });
});
