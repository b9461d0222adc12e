// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connector, Credential, Me } from '../../api/types';
import { listed } from '../../testing/accounts';
import { app, crm, office, redirectUri } from '../../testing/apps';
import { backend, json, networkFails, problem, type Call } from '../../testing/backend';
import { credential, me } from '../../testing/data';
import { Closing, show } from '../../testing/show';
import { AddDialog } from '../form/AddDialog';
import { ReauthorizeDialog } from './ReauthorizeDialog';

type Route = (call: Call) => Response | Promise<Response>;

const begun = {
  id: 'oah_1',
  authorizationUrl: 'https://login.example.test/authorize?state=x',
  redirectUri,
  expiresAt: '2026-01-01T00:10:00Z',
};

const editor = { ...me, role: 'member', workspaces: me.workspaces.map((one) => ({ ...one, role: 'editor' })) } as Me;

beforeEach(() => {
  vi.spyOn(window, 'open').mockImplementation(
    () => ({ location: { href: '' }, opener: {}, closed: false, close: vi.fn() }) as unknown as Window,
  );
});
afterEach(() => void vi.restoreAllMocks());

function routes(connector: Connector, more: Record<string, Route>) {
  return backend({
    'GET /connectors': listed(connector),
    [`GET /connectors/${connector.id}`]: () => json(connector),
    'GET /credentials': listed(),
    'GET /oauth/apps': listed(),
    'POST /oauth/handoffs': () => json(begun, 201),
    'GET /oauth/handoffs/oah_1': () => json({ state: 'connected' }),
    'DELETE /oauth/handoffs/oah_1': () => new Response(null, { status: 204 }),
    'POST /credentials': () => json(credential, 201),
    ...more,
  });
}

function adding(connector: Connector, more: Record<string, Route> = {}, who = me, method: string | null = null) {
  const server = routes(connector, more);
  const close = vi.fn();
  const dialog = (
    <Closing onClosed={close}>
      {(end) => <AddDialog service={connector.id} method={method} onPick={() => undefined} onClose={end} />}
    </Closing>
  );
  return { ...show(dialog, '/credentials', who), server, close };
}

const client = () => screen.findByRole('combobox', { name: 'Client' });
const button = (name: string) => screen.findByRole('button', { name });
const sent = (server: ReturnType<typeof backend>, path: string) =>
  server.of('POST').find((call) => call.path.endsWith(path))?.body;
const apps = (...items: object[]) => ({ 'GET /oauth/apps': listed(...items) });
const second = { ...app, id: 'app_2', name: 'Second app' };

describe('the client of a new account', () => {
  it('is the only app of the service, whose fields are not asked for and not sent', async () => {
    const { user, server, close } = adding(crm, apps(app, { ...app, id: 'app_9', name: 'Other', connector: 'office' }));
    expect(await client()).toHaveValue('Acme app');
    expect(screen.queryByLabelText('Client ID')).not.toBeInTheDocument();
    expect(screen.queryByLabelText('Token address')).not.toBeInTheDocument();
    await user.type(screen.getByLabelText(/Region/), 'eu');
    await user.click(await button('Authorize'));
    await user.click(await button('Save credential'));

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(sent(server, '/handoffs')).toEqual({
      connector: 'crm',
      method: 'oauth2',
      app: 'app_1',
      fields: { region: 'eu' },
    });
    expect(sent(server, '/credentials')).toMatchObject({ app: 'app_1', oauthHandoff: 'oah_1' });
  });

  it('is entered here unless one of several apps is chosen', async () => {
    const { user, server } = adding(crm, apps(app, second));
    expect(await client()).toHaveValue('Enter a client here');
    await user.type(screen.getByLabelText('Client ID'), 'typed');
    await user.click(await client());
    await user.click(await screen.findByRole('option', { name: 'Second app' }));
    expect(screen.queryByLabelText('Client ID')).not.toBeInTheDocument();
    await user.click(await button('Authorize'));

    await waitFor(() => expect(sent(server, '/handoffs')).toMatchObject({ app: 'app_2', fields: {} }));
  });

  it('keeps what was typed for a client of its own when somebody goes back to it', async () => {
    const { user, server } = adding(crm, apps(app, second));
    await client();
    await user.type(screen.getByLabelText('Client ID'), 'typed');
    for (const choice of ['Second app', 'Enter a client here']) {
      await user.click(await client());
      await user.click(await screen.findByRole('option', { name: choice }));
    }
    expect(screen.getByLabelText('Client ID')).toHaveValue('typed');
    await user.type(screen.getByLabelText('Token address'), 'https://x.test');
    await user.type(screen.getByLabelText('Client secret'), 'fake');
    await user.click(await button('Authorize'));

    await waitFor(() => expect(sent(server, '/handoffs')).toBeDefined());
    expect(sent(server, '/handoffs')).not.toHaveProperty('app');
  });

  it('is not connected any longer once it is another', async () => {
    const { user, server } = adding(crm, apps(app, second));
    await user.click(await client());
    await user.click(await screen.findByRole('option', { name: 'Acme app' }));
    await user.click(await button('Authorize'));
    await screen.findByText('Account connected. Save to keep it.');
    await user.click(await client());
    await user.click(await screen.findByRole('option', { name: 'Second app' }));

    expect(screen.queryByText('Account connected. Save to keep it.')).not.toBeInTheDocument();
    await waitFor(() => expect(server.of('DELETE')).toHaveLength(1));
  });

  it('must be chosen where the service always takes an app', async () => {
    const ofOffice = { ...app, connector: 'office' };
    const { user, server } = adding(office, apps(ofOffice, { ...second, connector: 'office' }));
    expect(await client()).toHaveValue('');
    await user.click(await button('Authorize'));

    expect(await screen.findByText('Select an OAuth app.')).toBeVisible();
    expect(await client()).toHaveFocus();
    expect(server.of('POST')).toHaveLength(0);
  });

  it('can be added over the dialog, which keeps what was typed and chooses it', async () => {
    const made = { ...app, id: 'app_7', name: 'Office app', connector: 'office' };
    const { user, server, close } = adding(office, { 'POST /oauth/apps': () => json(made, 201) });
    expect(await screen.findByText(/Acme Office needs an OAuth app/)).toBeVisible();
    const outer = screen.getByLabelText('Name');
    await user.clear(outer);
    await user.type(outer, 'my-office');
    await user.click(await button('Add OAuth app'));

    const over = within(await screen.findByRole('dialog', { name: 'Add OAuth app' }));
    expect(over.queryByRole('combobox', { name: 'Service' })).not.toBeInTheDocument();
    await user.type(over.getByLabelText('Name'), 'Office app');
    await user.click(over.getByRole('combobox', { name: 'Belongs to' }));
    await user.click(await screen.findByRole('option', { name: 'Acme (organization)' }));
    await user.type(over.getByLabelText('Client ID'), 'office');
    await user.type(over.getByLabelText('Client secret'), 'fake');
    await user.click(over.getByRole('button', { name: 'Add OAuth app' }));

    expect(await client()).toHaveValue('Office app');
    expect(sent(server, '/oauth/apps')).toMatchObject({ connector: 'office', clientId: 'office' });
    // The form that stands over it does not submit the one under it.
    expect(sent(server, '/handoffs')).toBeUndefined();
    expect(outer).toHaveValue('my-office');
    expect(close).not.toHaveBeenCalled();
    await user.click(await button('Authorize'));
    await waitFor(() => expect(sent(server, '/handoffs')).toMatchObject({ app: 'app_7' }));
  });

  it('leaves only the form over it on Esc', async () => {
    const { user, close } = adding(office);
    await user.click(await button('Add OAuth app'));
    await screen.findByRole('dialog', { name: 'Add OAuth app' });
    await user.keyboard('{Escape}');

    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Add OAuth app' })).not.toBeInTheDocument());
    expect(close).not.toHaveBeenCalled();
  });

  it('says to an editor who can add one', async () => {
    adding(office, {}, editor);

    expect(await screen.findByText('Owners, administrators and managers of a workspace can add one.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add OAuth app' })).not.toBeInTheDocument();
  });

  it('says that the apps could not be read, and reads them again', async () => {
    let fails = true;
    const { user } = adding(office, {
      'GET /oauth/apps': () => (fails ? networkFails() : listed({ ...app, connector: 'office' })()),
    });
    expect(await screen.findByText('The OAuth apps could not be loaded')).toBeVisible();
    fails = false;
    await user.click(await button('Retry'));

    expect(await client()).toHaveValue('Acme app');
  });

  it('shows there what the server says about it', async () => {
    const errors = [{ pointer: '/app', detail: 'There is no such OAuth app.' }];
    const { user } = adding(crm, { ...apps(app), 'POST /oauth/handoffs': () => problem(422, 'invalid', { errors }) });
    await client();
    await user.click(await button('Authorize'));

    expect(await screen.findByText('There is no such OAuth app.')).toBeVisible();
  });
});

describe('the client of a program', () => {
  const method = 'oauth2_client_credentials';

  it('is an app that the person manages, also in the test', async () => {
    const { user, server, close } = adding(
      crm,
      { ...apps(app, { ...second, managed: false }), 'POST /credentials/test': () => json({ ok: true }) },
      me,
      method,
    );
    expect(await client()).toHaveValue('Acme app');
    await user.click(await button('Test connection'));
    await waitFor(() => expect(sent(server, '/test')).toMatchObject({ app: 'app_1', fields: {} }));
    await user.click(await button('Save credential'));

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(sent(server, '/credentials')).toMatchObject({ app: 'app_1', method, fields: {} });
  });

  it('is none that others manage', async () => {
    adding(crm, apps({ ...app, managed: false }), me, method);

    expect(await screen.findByLabelText('Client ID')).toBeVisible();
    expect(screen.queryByRole('combobox', { name: 'Client' })).not.toBeInTheDocument();
  });
});

const otherScopes = () => screen.getByRole('combobox', { name: /Other scopes/ });

describe('the scopes of an account', () => {
  const one = apps({ ...app, connector: 'office' });

  it('are ticked as the service proposes, in plain words', async () => {
    const { user, server } = adding(office, one);
    await client();
    expect(screen.getByRole('checkbox', { name: /Read files/ })).toBeChecked();
    expect(screen.getByRole('checkbox', { name: /Change files/ })).not.toBeChecked();
    await user.click(screen.getByRole('checkbox', { name: /Change files/ }));
    await user.type(otherScopes(), 'a.b c.d ');
    await user.click(await button('Authorize'));

    await waitFor(() =>
      expect(sent(server, '/handoffs')).toMatchObject({
        fields: { scopes: ['files.read', 'files.write', 'a.b', 'c.d'] },
      }),
    );
  });

  it('are split where several are pasted at once', async () => {
    const { user, server } = adding(office, one);
    await client();
    await user.click(otherScopes());
    await user.paste('a.b c.d');
    await user.click(await button('Authorize'));

    await waitFor(() =>
      expect(sent(server, '/handoffs')).toMatchObject({ fields: { scopes: ['files.read', 'a.b', 'c.d'] } }),
    );
  });

  it('are not asked for once they are unticked', async () => {
    const { user, server } = adding(office, one);
    await client();
    await user.click(screen.getByRole('checkbox', { name: /Read files/ }));
    await user.click(await button('Authorize'));

    await waitFor(() => expect(sent(server, '/handoffs')).toMatchObject({ fields: {} }));
  });

  it('are named where the service did not grant them', async () => {
    const { user } = adding(office, {
      ...one,
      'GET /oauth/handoffs/oah_1': () =>
        json({ state: 'connected', identity: 'mia@acme.test', grantedScopes: ['other'] }),
    });
    await client();
    await user.click(await button('Authorize'));

    expect(await screen.findByText('Connected as mia@acme.test. Save to keep it.')).toBeVisible();
    expect(screen.getByText('Not granted: files.read')).toBeVisible();
  });
});

describe('an account that can be used for several things', () => {
  const choices = [
    { id: 't1', name: 'Acme Europe' },
    { id: 't2', name: 'Acme America' },
  ];

  const choosing = (more: Record<string, Route> = {}) =>
    adding(crm, { ...apps(app), 'GET /oauth/handoffs/oah_1': () => json({ state: 'choosing', choices }), ...more });

  it('is connected for the one that was chosen', async () => {
    const { user, server } = choosing({
      'POST /oauth/handoffs/oah_1/choice': () => json({ state: 'connected', identity: 'Acme America' }),
    });
    await client();
    await user.click(await button('Authorize'));
    expect(await button('Use the selected one')).toBeDisabled();
    await user.click(screen.getByRole('radio', { name: 'Acme America' }));
    await user.click(await button('Use the selected one'));

    expect(await screen.findByText('Connected as Acme America. Save to keep it.')).toBeVisible();
    expect(sent(server, '/choice')).toEqual({ choice: 't2' });
    expect(await button('Save credential')).toBeVisible();
  });

  it('says why the choice failed, and lets one choose again', async () => {
    const { user } = choosing({ 'POST /oauth/handoffs/oah_1/choice': networkFails });
    await client();
    await user.click(await button('Authorize'));
    await user.click(await screen.findByRole('radio', { name: 'Acme Europe' }));
    await user.click(await button('Use the selected one'));

    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(screen.getByRole('radio', { name: 'Acme America' })).toBeEnabled();
  });
});

describe('authorizing again', () => {
  const connected = {
    ...credential,
    connector: 'office',
    method: 'oauth2',
    type: 'oauth2',
    fields: { scopes: ['files.read'] },
    oauth: { app: { id: 'app_1', name: 'Acme app' }, grantedScopes: ['files.read'], missingScopes: [] },
  } as unknown as Credential;

  function again(more: Record<string, Route> = {}) {
    const ofOffice = { ...app, connector: 'office' };
    const server = routes(office, {
      ...apps(ofOffice, { ...second, connector: 'office' }),
      'PATCH /credentials/cred_1': () => json(connected),
      ...more,
    });
    const close = vi.fn();
    const dialog = (
      <Closing onClosed={close}>{(end) => <ReauthorizeDialog credential={connected} onClose={end} />}</Closing>
    );
    return { ...show(dialog), server, close };
  }

  it('keeps the app and the scopes unless they are changed', async () => {
    const { user, server } = again();
    expect(await client()).toHaveValue('Acme app');
    await user.click(await button('Authorize'));

    await waitFor(() => expect(sent(server, '/handoffs')).toEqual({ credential: 'cred_1' }));
  });

  it('asks for more scopes and for another app', async () => {
    const { user, server } = again();
    await user.click(await client());
    await user.click(await screen.findByRole('option', { name: 'Second app' }));
    await user.click(screen.getByRole('checkbox', { name: /Change files/ }));
    await user.click(await button('Authorize'));

    await waitFor(() =>
      expect(sent(server, '/handoffs')).toEqual({
        credential: 'cred_1',
        app: 'app_2',
        scopes: ['files.read', 'files.write'],
      }),
    );
  });

  it('saves another account only once somebody has agreed to it', async () => {
    const { user, server, close } = again({
      'GET /oauth/handoffs/oah_1': () => json({ state: 'connected', identity: 'tom@acme.test', sameAccount: false }),
    });
    await user.click(await button('Authorize'));
    expect(await screen.findByText('This is another account than before.')).toBeVisible();
    expect(await button('Save')).toBeDisabled();
    await user.click(screen.getByRole('checkbox', { name: 'Use this account from now on' }));
    await user.click(await button('Save'));

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('PATCH')[0]?.body).toEqual({ oauthHandoff: 'oah_1', acceptAccount: true });
  });

  it('says nothing of the account where it is the same', async () => {
    const { user, server } = again({
      'GET /oauth/handoffs/oah_1': () => json({ state: 'connected', sameAccount: true }),
    });
    await user.click(await button('Authorize'));
    await screen.findByText('Account connected. Save to keep it.');
    expect(screen.queryByText('This is another account than before.')).not.toBeInTheDocument();
    await user.click(await button('Save'));

    await waitFor(() => expect(server.of('PATCH')[0]?.body).toEqual({ oauthHandoff: 'oah_1', acceptAccount: false }));
  });
});
