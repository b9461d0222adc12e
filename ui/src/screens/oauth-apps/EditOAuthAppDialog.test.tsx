// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { OAuthApp } from '../../api/types';
import { listed } from '../../testing/accounts';
import { app, crm } from '../../testing/apps';
import { backend, json, later, networkFails, problem, type Call } from '../../testing/backend';
import { Closing, show } from '../../testing/show';
import { AddAppSecretDialog, RemoveAppSecretDialog } from './AppSecretDialogs';
import { EditOAuthAppDialog } from './EditOAuthAppDialog';

type Route = (call: Call) => Response | Promise<Response>;

function opened(Dialog: typeof EditOAuthAppDialog, routes: Record<string, Route> = {}, of: OAuthApp = app) {
  const closed = vi.fn();
  const server = backend({ 'GET /connectors': listed(crm), 'GET /oauth/apps': listed(of), ...routes });
  const page = show(
    <Closing onClosed={closed}>{(close) => <Dialog app={of} onClose={close} />}</Closing>,
    '/settings/oauth-apps',
  );
  return { ...page, server, closed };
}

const input = (label: string) => screen.findByLabelText(label);
const save = () => screen.findByRole('button', { name: 'Save OAuth app' });
const saved = (more: object = {}) => json({ ...app, mustConnectAgain: [], ...more });

describe('editing an OAuth app', () => {
  it('sends another name alone, of the version that was seen', async () => {
    const { user, server, closed } = opened(EditOAuthAppDialog, { 'PATCH /oauth/apps/app_1': () => saved() });
    await user.clear(await input('Name'));
    await user.type(await input('Name'), 'Renamed');
    await user.click(await save());

    await waitFor(() => expect(closed).toHaveBeenCalledOnce());
    expect(server.of('PATCH')[0]?.body).toEqual({ name: 'Renamed' });
    expect(server.of('PATCH')[0]?.headers.get('If-Match')).toBe('"4"');
  });

  it('sends nothing where nothing was changed', async () => {
    const { user, server, closed } = opened(EditOAuthAppDialog);
    await user.click(await save());

    await waitFor(() => expect(closed).toHaveBeenCalledOnce());
    expect(server.of('PATCH')).toHaveLength(0);
  });

  it.each(['Client ID', 'Token address'])('asks for the secret again with another %s', async (label) => {
    const { user, server } = opened(EditOAuthAppDialog);
    await user.type(await input(label), '2');
    expect(screen.getByText('Another client ID or address needs the secret again.')).toBeVisible();
    await user.click(await save());

    expect(await screen.findByText(/Enter it again/)).toBeVisible();
    expect(await input('Client secret')).toHaveFocus();
    expect(server.of('PATCH')).toHaveLength(0);
  });

  it('keeps a private key that is not entered, and asks for it with another client ID', async () => {
    const signing = { ...app, authentication: 'private_key_jwt' as const, fields: { ...app.fields, keyId: 'k1' } };
    const { user, server } = opened(EditOAuthAppDialog, { 'PATCH /oauth/apps/app_1': () => saved() }, signing);
    expect(await input('Private key')).toHaveValue('');
    expect(screen.queryByLabelText('Client secret')).not.toBeInTheDocument();
    await user.type(await input('Client ID'), '2');
    await user.click(await save());
    expect(await screen.findByText(/Enter it again/)).toBeVisible();
    await user.type(await input('Private key'), 'fake-pem');
    await user.click(await save());

    await waitFor(() => expect(server.of('PATCH')[0]?.body).toEqual({ clientId: 'acme2', privateKey: 'fake-pem' }));
  });

  it('shows which accounts must be authorized again', async () => {
    const mustConnectAgain = [{ id: 'cred_1', name: 'acme-crm' }, { id: 'cred_2' }];
    const { user, server, closed } = opened(EditOAuthAppDialog, {
      'PATCH /oauth/apps/app_1': () => saved({ mustConnectAgain }),
    });
    await user.type(await input('Client ID'), '2');
    await user.type(await input('Client secret'), 'fake-secret');
    await user.click(await save());

    expect(await screen.findByRole('link', { name: 'acme-crm' })).toHaveAttribute('href', '/credentials/cred_1');
    expect(screen.getByText('A personal credential of another person')).toBeVisible();
    expect(server.of('PATCH')[0]?.body).toEqual({ clientId: 'acme2', clientSecret: 'fake-secret' });
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(closed).toHaveBeenCalledOnce();
  });

  it('sends an address that was changed among the fields', async () => {
    const { user, server } = opened(EditOAuthAppDialog, { 'PATCH /oauth/apps/app_1': () => saved() });
    await user.type(await input('Token address'), '2');
    await user.type(await input('Client secret'), 'fake-secret');
    await user.click(await save());

    await waitFor(() => expect(server.of('PATCH')).toHaveLength(1));
    expect(server.of('PATCH')[0]?.body).toEqual({
      fields: { tokenUrl: 'https://login.example.test/token2' },
      clientSecret: 'fake-secret',
    });
  });

  it('says that a new secret replaces two, and sends its expiry', async () => {
    const two = [...app.secrets, { number: 2, setAt: '2026-11-20T00:00:00Z', expiresAt: null }];
    const { user, server } = opened(
      EditOAuthAppDialog,
      { 'PATCH /oauth/apps/app_1': () => saved() },
      { ...app, secrets: two },
    );
    await user.type(await input('Client secret'), 'fake-secret');
    expect(screen.getByText('Saving replaces both client secrets by this one.')).toBeVisible();
    fireEvent.change(screen.getByLabelText(/The client secret expires on/), { target: { value: '2027-02-03' } });
    await user.click(await save());

    await waitFor(() => expect(server.of('PATCH')).toHaveLength(1));
    expect(server.of('PATCH')[0]?.body).toEqual({
      clientSecret: 'fake-secret',
      clientSecretExpiresAt: new Date('2027-02-03T23:59:59.999').toISOString(),
    });
  });

  it('changes when the secret ends without the secret', async () => {
    const { user, server } = opened(EditOAuthAppDialog, { 'PATCH /oauth/apps/app_1': () => saved() });
    fireEvent.change(await screen.findByLabelText(/The client secret expires on/), { target: { value: '2027-02-03' } });
    await user.click(await save());

    await waitFor(() => expect(server.of('PATCH')).toHaveLength(1));
    expect(server.of('PATCH')[0]?.body).toEqual({
      clientSecretExpiresAt: new Date('2027-02-03T23:59:59.999').toISOString(),
    });
  });

  it('says that somebody else saved, and goes on over that version', async () => {
    let first = true;
    const { user, server, closed } = opened(EditOAuthAppDialog, {
      'GET /audit': listed(),
      'PATCH /oauth/apps/app_1': () => {
        if (!first) return saved();
        first = false;
        return problem(412, 'version_conflict', { version: 9 });
      },
    });
    await user.type(await input('Name'), ' 2');
    await user.click(await save());
    expect(await screen.findByText('This OAuth app was changed in the meantime.')).toBeVisible();
    await user.click(await save());

    await waitFor(() => expect(closed).toHaveBeenCalledOnce());
    expect(server.of('PATCH')[1]?.headers.get('If-Match')).toBe('"9"');
  });

  it('shows at the secret what the server says about it', async () => {
    const errors = [{ pointer: '/clientSecret', detail: 'Not like this.' }];
    const { user } = opened(EditOAuthAppDialog, {
      'PATCH /oauth/apps/app_1': () => problem(400, 'invalid_request', { errors }),
    });
    await user.type(await input('Client secret'), 'fake-secret');
    await user.click(await save());

    expect(await screen.findByText('Not like this.')).toBeVisible();
  });

  it('is told if the change was saved before somebody cancelled', async () => {
    const { user, server } = opened(EditOAuthAppDialog, {
      'PATCH /oauth/apps/app_1': later().answer,
      'GET /oauth/apps': listed({ ...app, version: 5 }),
    });
    await user.type(await input('Name'), ' 2');
    await user.click(await save());
    await waitFor(() => expect(server.of('PATCH')).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel saving' }));

    expect(await screen.findByText('Your changes to Acme app were saved before you cancelled.')).toBeVisible();
  });
});

describe('the secrets of an OAuth app', () => {
  const two = [...app.secrets, { number: 2, setAt: '2026-11-20T00:00:00Z', expiresAt: null }];

  it('adds a second one with its expiry', async () => {
    const { user, server } = opened(AddAppSecretDialog, {
      'POST /oauth/apps/app_1/secrets': () => json({ ...app, secrets: two }, 201),
    });
    await user.type(await input('Client secret'), 'fake-next');
    fireEvent.change(screen.getByLabelText(/The client secret expires on/), { target: { value: '2027-02-03' } });
    await user.click(screen.getByRole('button', { name: 'Add secret' }));

    expect(await screen.findByText('Acme app has a second client secret')).toBeVisible();
    expect(server.of('POST')[0]?.headers.get('If-Match')).toBe(`"${app.version}"`);
    expect(server.of('POST')[0]?.body).toEqual({
      clientSecret: 'fake-next',
      expiresAt: new Date('2027-02-03T23:59:59.999').toISOString(),
    });
  });

  it('sends no empty one, and keeps what was typed when the network fails', async () => {
    const { user, server } = opened(AddAppSecretDialog, { 'POST /oauth/apps/app_1/secrets': networkFails });
    await user.click(screen.getByRole('button', { name: 'Add secret' }));
    expect(screen.getByText('Enter the new client secret.')).toBeVisible();
    expect(server.of('POST')).toHaveLength(0);

    await user.type(await input('Client secret'), 'fake-next');
    await user.click(screen.getByRole('button', { name: 'Add secret' }));
    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(await input('Client secret')).toHaveValue('fake-next');
  });

  it('removes the older one unless somebody chooses the other', async () => {
    const routes = { 'DELETE /oauth/apps/app_1/secrets/1': () => json(app) };
    const { user, server } = opened(RemoveAppSecretDialog, routes, { ...app, secrets: two });
    await user.click(await screen.findByRole('button', { name: 'Remove secret' }));

    expect(await screen.findByText('A client secret of Acme app was removed')).toBeVisible();
    expect(server.of('DELETE')).toHaveLength(1);
  });

  it('removes the chosen one', async () => {
    const { user, server } = opened(RemoveAppSecretDialog, {}, { ...app, secrets: two });
    await user.click(await screen.findByRole('radio', { name: /newer/ }));
    await user.click(screen.getByRole('button', { name: 'Remove secret' }));

    await waitFor(() => expect(server.of('DELETE')[0]?.path).toMatch(/secrets\/2$/));
  });
});
