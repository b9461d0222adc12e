// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Me } from '../../api/types';
import { listed } from '../../testing/accounts';
import { app, crm, office, redirectUri } from '../../testing/apps';
import { backend, json, later, networkFails, problem, type Call } from '../../testing/backend';
import { github, me } from '../../testing/data';
import { Closing, show } from '../../testing/show';
import { AddOAuthAppDialog } from './AddOAuthAppDialog';

type Route = (call: Call) => Response | Promise<Response>;

const manager = { ...me, role: 'member', workspaces: me.workspaces.map((one) => ({ ...one, role: 'manager' })) } as Me;

function opened(routes: Record<string, Route> = {}, who: Me = manager, services = [github, crm, office]) {
  const closed = vi.fn();
  const server = backend({ 'GET /connectors': listed(...services), 'GET /oauth/apps': listed(), ...routes });
  const page = show(
    <Closing onClosed={closed}>{(close) => <AddOAuthAppDialog onClose={close} />}</Closing>,
    '/settings/oauth-apps',
    who,
  );
  return { ...page, server, closed };
}

const input = (label: string) => screen.getByLabelText(label);
const confirm = () => screen.findByRole('button', { name: 'Add OAuth app' });
type User = ReturnType<typeof opened>['user'];

async function pick(user: User, service: string) {
  await user.click(await screen.findByRole('combobox', { name: 'Service' }));
  await user.click(await screen.findByRole('option', { name: service }));
}

async function fill(user: User) {
  await pick(user, 'Acme CRM');
  await user.type(input('Name'), ' Acme app ');
  await user.type(input('Token address'), 'https://login.example.test/token');
  await user.type(input('Client ID'), 'acme');
  await user.type(input('Client secret'), 'fake-secret');
}

describe('adding an OAuth app', () => {
  it('offers only services that take one, and shows the address to register first', async () => {
    const { user } = opened();
    await user.click(await screen.findByRole('combobox', { name: 'Service' }));

    expect((await screen.findAllByRole('option')).map((one) => one.textContent)).toEqual([
      expect.stringContaining('Acme CRM'),
      expect.stringContaining('Acme Office'),
    ]);
    expect(screen.getByRole('group', { name: 'Copy redirect address' })).toHaveTextContent(redirectUri);
  });

  it('sends nothing before what is needed is there, and leads to the first of it', async () => {
    const { user, server } = opened();
    await pick(user, 'Acme CRM');
    await user.click(await confirm());

    expect(screen.getByText('Enter a name.')).toBeVisible();
    expect(screen.getAllByText('This field is required.')).toHaveLength(3);
    expect(input('Name')).toHaveFocus();
    expect(server.of('POST')).toHaveLength(0);
  });

  it('sends the client beside the fields that shape addresses', async () => {
    const { user, server } = opened({ 'POST /oauth/apps': later().answer });
    await fill(user);
    fireEvent.change(screen.getByLabelText(/The client secret expires on/), { target: { value: '2027-02-03' } });
    await user.click(await confirm());

    await waitFor(() => expect(server.of('POST')).toHaveLength(1));
    expect(server.of('POST')[0]?.body).toEqual({
      name: 'Acme app',
      connector: 'crm',
      workspace: 'ws_1',
      clientId: 'acme',
      clientSecret: 'fake-secret',
      authentication: 'basic',
      fields: { tokenUrl: 'https://login.example.test/token' },
      clientSecretExpiresAt: new Date('2027-02-03T23:59:59.999').toISOString(),
    });
  });

  it('asks a public client for no secret, and sends none that was typed before', async () => {
    const { user, server } = opened({ 'POST /oauth/apps': later().answer });
    await fill(user);
    await user.click(screen.getByRole('combobox', { name: 'Client secret is sent' }));
    await user.click(await screen.findByRole('option', { name: 'none' }));
    expect(screen.queryByLabelText('Client secret')).not.toBeInTheDocument();
    expect(screen.queryByLabelText(/expires on/)).not.toBeInTheDocument();
    await user.click(await confirm());

    await waitFor(() => expect(server.of('POST')).toHaveLength(1));
    expect(server.of('POST')[0]?.body).not.toHaveProperty('clientSecret');
    expect(server.of('POST')[0]?.body).toMatchObject({ authentication: 'none' });
  });

  it('asks for a client also where the service does not say how', async () => {
    const { user, server } = opened({ 'POST /oauth/apps': later().answer });
    await pick(user, 'Acme Office');
    await user.type(input('Name'), 'Office app');
    await user.type(input('Client ID'), 'office');
    await user.type(input('Client secret'), 'fake-secret');
    await user.click(await confirm());

    await waitFor(() =>
      expect(server.of('POST')[0]?.body).toEqual({
        name: 'Office app',
        connector: 'office',
        workspace: 'ws_1',
        clientId: 'office',
        clientSecret: 'fake-secret',
      }),
    );
  });

  it('lets an owner choose the organization', async () => {
    const { user, server } = opened({ 'POST /oauth/apps': later().answer }, me);
    await fill(user);
    await user.click(screen.getByRole('combobox', { name: 'Belongs to' }));
    await user.click(await screen.findByRole('option', { name: 'Acme (organization)' }));
    await user.click(await confirm());

    await waitFor(() => expect(server.of('POST')).toHaveLength(1));
    expect(server.of('POST')[0]?.body).not.toHaveProperty('workspace');
  });

  it.each([
    ['/clientId', 'Client ID'],
    ['/clientSecret', 'Client secret'],
    ['/fields/tokenUrl', 'Token address'],
    ['/name', 'Name'],
  ])('shows what the server says about %s at its input', async (pointer, label) => {
    const errors = [{ pointer, detail: 'Not like this.' }];
    const { user } = opened({ 'POST /oauth/apps': () => problem(400, 'invalid_request', { errors }) });
    await fill(user);
    await user.click(await confirm());

    expect(await screen.findByText('Not like this.')).toBeVisible();
    expect(input(label)).toHaveFocus();
  });

  it('keeps what was typed when the network fails, and asks before it is left', async () => {
    const { user, closed } = opened({ 'POST /oauth/apps': networkFails });
    await fill(user);
    await user.click(await confirm());
    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(input('Client secret')).toHaveValue('fake-secret');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    expect(await screen.findByRole('button', { name: 'Keep editing' })).toBeVisible();
    expect(closed).not.toHaveBeenCalled();
  });

  it('closes when the answer comes late, and leads to the list', async () => {
    const late = later();
    const { user, closed } = opened({ 'POST /oauth/apps': late.answer });
    await fill(user);
    await user.click(await confirm());
    expect(closed).not.toHaveBeenCalled();

    late.come(json(app, 201));

    expect(await screen.findByText('Acme app added')).toBeVisible();
    expect(closed).toHaveBeenCalledOnce();
  });

  it('is told if the server had added it before somebody cancelled, and can be deleted', async () => {
    const made = { ...app, createdAt: new Date().toISOString() };
    const { user, server } = opened({
      'POST /oauth/apps': later().answer,
      'GET /oauth/apps': listed(made),
      'DELETE /oauth/apps/app_1': () => new Response(null, { status: 204 }),
    });
    await fill(user);
    await user.click(await confirm());
    await waitFor(() => expect(server.of('POST')).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel saving' }));

    expect(await screen.findByText('Acme app was added before you cancelled.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Delete OAuth app' }));
    expect(await screen.findByText('Acme app deleted')).toBeVisible();
    expect(server.of('DELETE')[0]?.headers.get('If-Match')).toBe('"4"');
  });

  it('says that nothing on this server takes one', async () => {
    opened({}, manager, [github]);

    expect(await screen.findByText('No service on this server uses OAuth apps.')).toBeVisible();
    expect(await confirm()).toBeDisabled();
  });
});
