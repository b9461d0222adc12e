// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Me } from '../../api/types';
import { account, accountKey, listed } from '../../testing/accounts';
import { backend, later, networkFails, type Call } from '../../testing/backend';
import { me } from '../../testing/data';
import { show } from '../../testing/show';
import { ServiceAccounts } from './ServiceAccounts';

type Route = (call: Call) => Response | Promise<Response>;

const editor = {
  ...me,
  role: 'member',
  workspaces: me.workspaces.map((one) => ({ ...one, role: 'editor' })),
} as Me;

function opened(routes: Record<string, Route> = {}, who = me) {
  const ofNobody = { ...accountKey, id: 'key_2', serviceAccount: null };
  const server = backend({
    'GET /service-accounts': listed(account, {
      ...account,
      id: 'svc_2',
      name: 'backup',
      workspace: null,
      role: 'admin',
    }),
    'GET /api-keys': listed(accountKey, { ...accountKey, id: 'key_3', name: 'second' }, ofNobody),
    ...routes,
  });
  return { ...show(<ServiceAccounts />, '/settings/service-accounts', who), server };
}

const row = (name: RegExp) => screen.findByRole('row', { name });

describe('the table of service accounts', () => {
  it('shows where each belongs, its role, its notes and how many API keys it has', async () => {
    opened();

    const first = await row(/order-sync/);
    expect(first).toHaveTextContent('Runs the orders.');
    const cells = within(first).getAllByRole('cell');
    expect(cells.slice(1, 3).map((cell) => cell.textContent)).toEqual(['Default', 'Manager']);
    expect(await within(first).findByText('2')).toBeVisible();
    const second = within(await row(/backup/)).getAllByRole('cell');
    expect(second.slice(1, 4).map((cell) => cell.textContent)).toEqual(['Organization', 'Administrator', '0']);
  });

  it('does not count API keys that it could not read, and says so', async () => {
    opened({ 'GET /api-keys': networkFails });

    expect(await screen.findByText('The API keys could not be loaded')).toBeVisible();
    expect(within(await row(/order-sync/)).getByText('—')).toBeVisible();
  });

  it('says that there is none only once it knows, and teaches the first step', async () => {
    const answer = later();
    const { user, router } = opened({ 'GET /service-accounts': answer.answer });
    expect(screen.queryByText('No service accounts yet')).not.toBeInTheDocument();

    answer.come(listed()());

    expect(await screen.findByText('No service accounts yet')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Create service account' }));
    expect(router.state.location.search).toBe('?dialog=create-service-account');
  });

  it('offers nothing to create to somebody who manages no workspace, and says who can', async () => {
    opened({ 'GET /service-accounts': listed() }, editor);

    expect(await screen.findByText(/Managers of a workspace and administrators create service accounts/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Create service account' })).not.toBeInTheDocument();
  });

  it('says that they could not be loaded, and tries again', async () => {
    let fails = true;
    const { user } = opened({ 'GET /service-accounts': () => (fails ? networkFails() : listed(account)()) });
    expect(await screen.findByText('The service accounts could not be loaded')).toBeVisible();
    fails = false;

    await user.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await row(/order-sync/)).toBeVisible();
  });

  it.each([
    ['Edit', '?dialog=edit-service-account&account=svc_1'],
    ['Create API key', '?dialog=create-key&account=svc_1'],
    ['Audit log', '?target=svc_1'],
    ['Delete service account', '?dialog=delete-service-account&account=svc_1'],
  ])('offers %s for each', async (action, address) => {
    const { user, router } = opened();
    await user.click(await screen.findByRole('button', { name: 'Actions for order-sync' }));

    await user.click(await screen.findByRole('menuitem', { name: action }));

    expect(router.state.location.search).toBe(address);
  });
});

describe('a service account that was deleted although the answer was lost', () => {
  it('leaves the list, and is told once', async () => {
    let deleted = false;
    let reads = 0;
    const again = later();
    const server = backend({
      // The dialog reads first; the list follows.
      'GET /service-accounts': (call) => {
        if (!deleted) return listed(account)();
        return reads++ === 0 ? listed()() : again.answer(call);
      },
      'GET /api-keys': listed(accountKey),
      'DELETE /service-accounts/svc_1': () => {
        deleted = true;
        return networkFails();
      },
    });
    const address = '/settings/service-accounts?dialog=delete-service-account&account=svc_1';
    const { user } = show(<ServiceAccounts />, address);
    expect(await screen.findByText('These API keys stop at once:')).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'Delete service account' }));

    expect(await screen.findByText('order-sync deleted')).toBeVisible();
    again.come(listed()());
    expect(await screen.findByText('No service accounts yet')).toBeVisible();
    expect(screen.queryByText(/Checking what the server had already done/)).not.toBeInTheDocument();
    expect(server.of('DELETE')).toHaveLength(1);
  });
});
