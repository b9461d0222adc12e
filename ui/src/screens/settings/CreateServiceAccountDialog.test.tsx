// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Me } from '../../api/types';
import { account, listed } from '../../testing/accounts';
import { backend, json, later, networkFails, problem, type Call } from '../../testing/backend';
import { me } from '../../testing/data';
import { Closing, show } from '../../testing/show';
import { CreateServiceAccountDialog } from './CreateServiceAccountDialog';

type Route = (call: Call) => Response | Promise<Response>;

const several = { ...me, workspaces: [...me.workspaces, { ...me.workspaces[0], id: 'ws_2', name: 'Sales' }] } as Me;
const manager = {
  ...me,
  role: 'member',
  workspaces: several.workspaces.map((one) => ({ ...one, role: one.id === 'ws_2' ? 'manager' : 'editor' })),
} as Me;

function opened(routes: Record<string, Route> = {}, who = me) {
  const closed = vi.fn();
  const server = backend(routes);
  const page = show(
    <Closing onClosed={closed}>{(close) => <CreateServiceAccountDialog onClose={close} />}</Closing>,
    '/settings/service-accounts',
    who,
  );
  return { ...page, server, closed };
}

const name = () => screen.getByLabelText('Name');
const place = () => screen.getByRole('combobox', { name: 'Belongs to' });
const role = () => screen.getByRole('combobox', { name: 'Role' });
const confirm = () => screen.getByRole('button', { name: 'Create service account' });

describe('CreateServiceAccountDialog', () => {
  it('sends nothing without a name and a place, and leads to the name', async () => {
    const { user, server } = opened({}, several);

    await user.click(confirm());

    expect(screen.getByText('Enter a name.')).toBeVisible();
    expect(screen.getByText('Select where it belongs.')).toBeVisible();
    expect(name()).toHaveFocus();
    expect(server.of('POST')).toHaveLength(0);
  });

  it('belongs to the only workspace, as an editor', async () => {
    const { user, server } = opened({ 'POST /service-accounts': later().answer });
    await user.type(name(), ' order-sync ');
    await user.click(confirm());

    await waitFor(() =>
      expect(server.of('POST')[0]?.body).toEqual({ name: 'order-sync', workspace: 'ws_1', role: 'editor' }),
    );
  });

  it('has one role in the organization, and a role of a workspace again in a workspace', async () => {
    const { user, server } = opened({ 'POST /service-accounts': later().answer });
    await user.type(name(), 'backup');
    await user.click(place());
    await user.click(await screen.findByRole('option', { name: 'Acme (organization)' }));
    expect(role()).toHaveValue('Administrator');
    await user.click(place());
    await user.click(await screen.findByRole('option', { name: 'Default' }));
    expect(role()).toHaveValue('Editor');
    await user.click(place());
    await user.click(await screen.findByRole('option', { name: 'Acme (organization)' }));
    await user.type(screen.getByLabelText('Notes'), 'At night.');
    await user.click(confirm());

    await waitFor(() =>
      expect(server.of('POST')[0]?.body).toEqual({ name: 'backup', role: 'admin', notes: 'At night.' }),
    );
  });

  it('says what each role can do', async () => {
    const { user } = opened();
    expect(screen.getByText(/It never receives a secret/)).toBeVisible();
    await user.click(role());
    await user.click(await screen.findByRole('option', { name: 'Manager' }));
    expect(screen.getByText(/its API keys can resolve secrets/)).toBeVisible();
  });

  it('offers a manager the managed workspaces only, and not the organization', async () => {
    const { user } = opened({}, manager);
    expect(place()).toHaveValue('Sales');
    await user.click(place());
    await screen.findByRole('option', { name: 'Sales' });
    expect(screen.getAllByRole('option')).toHaveLength(1);
  });

  it('keeps what was typed when the network fails, and asks before it is left', async () => {
    const { user, closed } = opened({ 'POST /service-accounts': networkFails, 'GET /service-accounts': listed() });
    await user.type(name(), 'order-sync');

    await user.click(confirm());
    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(name()).toHaveValue('order-sync');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    expect(await screen.findByRole('button', { name: 'Keep editing' })).toBeVisible();
    expect(closed).not.toHaveBeenCalled();
  });

  it('shows what the server refused at its input', async () => {
    const errors = [{ pointer: '/workspace', detail: 'You are not a member of the workspace ws_1.' }];
    const { user } = opened({ 'POST /service-accounts': () => problem(400, 'invalid_request', { errors }) });
    await user.type(name(), 'order-sync');
    await user.click(confirm());

    expect(await screen.findByText('You are not a member of the workspace ws_1.')).toBeVisible();
    expect(place()).toHaveFocus();
  });

  it('sends nothing twice while the answer hangs', async () => {
    const { user, server } = opened({ 'POST /service-accounts': later().answer });
    await user.type(name(), 'order-sync');
    await user.click(confirm());
    fireEvent.submit(confirm());

    await waitFor(() => expect(server.of('POST')).not.toHaveLength(0));
    expect(server.of('POST')).toHaveLength(1);
  });

  it('closes when the answer comes late, and leads to the list', async () => {
    const late = later();
    const { user, closed } = opened({ 'POST /service-accounts': late.answer });
    await user.type(name(), 'order-sync');
    await user.click(confirm());
    expect(closed).not.toHaveBeenCalled();

    late.come(json(account, 201));

    expect(await screen.findByText('order-sync created')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open' })).toHaveAttribute('href', '/settings/service-accounts');
    expect(closed).toHaveBeenCalled();
  });
});

describe('a service account that is cancelled while it is being created', () => {
  async function cancelled(items: () => object[]) {
    const page = opened({
      'POST /service-accounts': later().answer,
      'GET /service-accounts': () => listed(...items())(),
      'DELETE /service-accounts/svc_1': () => new Response(null, { status: 204 }),
    });
    await page.user.type(name(), 'order-sync');
    await page.user.click(confirm());
    await waitFor(() => expect(page.server.of('POST')).toHaveLength(1));
    await page.user.click(screen.getByRole('button', { name: 'Cancel' }));
    await page.user.click(await screen.findByRole('button', { name: 'Cancel saving' }));
    expect(page.server.of('POST')[0]?.signal.aborted).toBe(true);
    return page;
  }

  it('is told if the server had created it, and can be deleted', async () => {
    const { user, server } = await cancelled(() => [{ ...account, createdAt: new Date().toISOString() }]);
    expect(await screen.findByText('order-sync was created before you cancelled.')).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'Delete service account' }));

    expect(await screen.findByText('order-sync deleted')).toBeVisible();
    expect(server.of('DELETE')[0]?.headers.get('If-Match')).toBe('"4"');
  });

  it('is not taken for an older one of the same name', async () => {
    const { server } = await cancelled(() => [account]);
    // A second look: the first one did not take it for the new one.
    await waitFor(() => expect(server.of('GET').length).toBeGreaterThan(1));
    expect(screen.queryByText('order-sync was created before you cancelled.')).not.toBeInTheDocument();
  });
});
