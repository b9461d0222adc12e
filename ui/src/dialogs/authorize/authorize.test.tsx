// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Connector, Credential } from '../../api/types';
import { backend, json, later, problem, type Call } from '../../testing/backend';
import { credential, github } from '../../testing/data';
import { Closing, show } from '../../testing/show';
import { AddDialog } from '../form/AddDialog';
import { ReauthorizeDialog } from './ReauthorizeDialog';

type Route = (call: Call) => Response | Promise<Response>;

const redirectUri = `${window.location.origin}/api/v1/oauth/callback`;

const account = (redirect = redirectUri) =>
  ({
    ...github,
    id: 'github',
    methods: [
      {
        ...github.methods[0],
        id: 'oauth2',
        type: 'oauth2',
        name: 'OAuth account',
        fields: [
          { ...github.methods[0]?.fields[0], name: 'clientId', label: 'Client ID', secret: false, pattern: null },
        ],
        oauth: { grant: 'authorization_code', redirectUri: redirect },
      },
    ],
  }) as unknown as Connector;

const begun = {
  id: 'oah_1',
  authorizationUrl: 'https://login.example.test/authorize?state=x',
  redirectUri,
  expiresAt: '2026-01-01T00:10:00Z',
};

const popup = () => ({ location: { href: '' }, opener: {}, closed: false, close: vi.fn() });
let opened: ReturnType<typeof popup> | null;

beforeEach(() => {
  opened = popup();
  vi.spyOn(window, 'open').mockImplementation(() => opened as unknown as Window);
});
afterEach(() => void vi.restoreAllMocks());

function routes(connector: Connector, more: Record<string, Route>) {
  return backend({
    'GET /connectors': () => json({ items: [connector], next: null, total: 1 }),
    'GET /connectors/github': () => json(connector),
    'GET /credentials': () => json({ items: [], next: null, total: 0 }),
    'POST /oauth/handoffs': () => json(begun, 201),
    'GET /oauth/handoffs/oah_1': () => json({ state: 'connected' }),
    'DELETE /oauth/handoffs/oah_1': () => new Response(null, { status: 204 }),
    ...more,
  });
}

function adding(more: Record<string, Route> = {}, connector = account()) {
  const server = routes(connector, more);
  const close = vi.fn();
  const dialog = (
    <Closing onClosed={close}>
      {(end) => <AddDialog service="github" method={null} onPick={() => undefined} onClose={end} />}
    </Closing>
  );
  return { ...show(dialog), server, close };
}

const clientId = () => screen.findByLabelText('Client ID');
const authorize = (name = 'Authorize') => screen.findByRole('button', { name });

describe('adding an account', () => {
  it('checks the fields before anybody is sent away', async () => {
    const { user, server } = adding();
    await user.click(await authorize());

    expect(await screen.findByText('This field is required.')).toBeVisible();
    expect(window.open).not.toHaveBeenCalled();
    expect(server.of('POST')).toHaveLength(0);
  });

  it('leads the window to the service, says that it is connected, and saves the hand-off', async () => {
    const { user, server, close } = adding({ 'POST /credentials': () => json(credential, 201) });
    await user.type(await clientId(), 'acme');
    expect(screen.queryByRole('button', { name: 'Save credential' })).not.toBeInTheDocument();
    await user.click(await authorize());

    expect(await screen.findByText('Account connected. Save to keep it.')).toBeVisible();
    expect(opened?.location.href).toBe(begun.authorizationUrl);
    expect(opened?.opener).toBeNull();
    expect(opened?.close).toHaveBeenCalled();

    await user.click(screen.getByRole('button', { name: 'Save credential' }));
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    const saved = server.of('POST').find(({ path }) => path.endsWith('/credentials'));
    expect(saved?.body).toMatchObject({ oauthHandoff: 'oah_1', method: 'oauth2' });
    expect(saved?.body).not.toHaveProperty('fields');
    // What became a credential is not cancelled.
    expect(server.of('DELETE')).toHaveLength(0);
  });

  it('offers a link where the browser blocks windows', async () => {
    opened = null;
    const { user } = adding({ 'GET /oauth/handoffs/oah_1': () => json({ state: 'waiting' }) });
    await user.type(await clientId(), 'acme');
    await user.click(await authorize());

    expect(await screen.findByText('Your browser blocked the window.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'open the service in a new tab' })).toHaveAttribute(
      'href',
      begun.authorizationUrl,
    );
  });

  it('says why it failed and how to cure it, and keeps what was typed', async () => {
    const error = { code: 'denied', detail: 'The service was told not to agree.', remedy: 'Agree at the service.' };
    const { user } = adding({ 'GET /oauth/handoffs/oah_1': () => json({ state: 'failed', error }) });
    await user.type(await clientId(), 'acme');
    await user.click(await authorize());

    expect(await screen.findByText('The service was told not to agree.')).toBeVisible();
    expect(screen.getByText('Agree at the service.')).toBeVisible();
    expect(await clientId()).toHaveValue('acme');
    expect(await authorize('Authorize again')).toBeEnabled();
    expect(screen.queryByRole('button', { name: 'Save credential' })).not.toBeInTheDocument();
  });

  it('shows at the field what the server refuses, and closes the window', async () => {
    const { user } = adding({
      'POST /oauth/handoffs': () =>
        problem(400, 'invalid_request', { errors: [{ pointer: '/fields/clientId', detail: 'Not such an ID.' }] }),
    });
    await user.type(await clientId(), 'acme');
    await user.click(await authorize());

    expect(await screen.findByText('Not such an ID.')).toBeVisible();
    expect(opened?.close).toHaveBeenCalled();
  });

  it('is not connected any longer once a field is another', async () => {
    const { user, server } = adding();
    await user.type(await clientId(), 'acme');
    await user.click(await authorize());
    await screen.findByText('Account connected. Save to keep it.');
    await user.type(await clientId(), '2');

    expect(screen.queryByText('Account connected. Save to keep it.')).not.toBeInTheDocument();
    await waitFor(() => expect(server.of('DELETE')).toHaveLength(1));
  });

  it('stays connected while something else than its fields is changed', async () => {
    const { user, server } = adding();
    await user.type(await clientId(), 'acme');
    await user.click(await authorize());
    await screen.findByText('Account connected. Save to keep it.');
    await user.type(screen.getByLabelText(/^Notes/), 'Mine.');
    await user.type(screen.getByLabelText('Name'), '2');

    expect(screen.getByText('Account connected. Save to keep it.')).toBeVisible();
    expect(server.of('DELETE')).toHaveLength(0);
  });

  it('is not begun for fields that were changed while it was beginning', async () => {
    const late = later();
    const { user, server } = adding({ 'POST /oauth/handoffs': late.answer });
    await user.type(await clientId(), 'acme');
    await user.click(await authorize());
    await user.type(await clientId(), '2');
    late.come(json(begun, 201));

    await waitFor(() => expect(server.of('POST')[0]?.signal.aborted).toBe(true));
    expect(opened?.close).toHaveBeenCalled();
    expect(await authorize()).toBeEnabled();
    expect(screen.queryByText(/Account connected/)).not.toBeInTheDocument();
  });

  it('leads to Save once it is connected', async () => {
    const { user } = adding();
    await user.type(await clientId(), 'acme');
    await user.click(await authorize());

    await waitFor(() => expect(screen.getByRole('button', { name: 'Save credential' })).toHaveFocus());
  });

  it('is cancelled when the dialog is left', async () => {
    const { user, server } = adding({ 'GET /oauth/handoffs/oah_1': () => json({ state: 'waiting' }) });
    await user.type(await clientId(), 'acme');
    await user.click(await authorize());
    await screen.findByText('Waiting for you to agree at the service.');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Discard changes' }));

    await waitFor(() => expect(server.of('DELETE')).toHaveLength(1));
    expect(opened?.close).toHaveBeenCalled();
  });

  it('leads to the public address of Mortise first', async () => {
    adding({}, account('https://mortise.example.test/api/v1/oauth/callback'));
    await clientId();

    expect(await authorize()).toBeDisabled();
    expect(screen.getByRole('link', { name: /Open this page at https:\/\/mortise\.example\.test/ })).toBeVisible();
  });
});

describe('authorizing again', () => {
  const saved = { ...credential, type: 'oauth2', method: 'oauth2' } as Credential;

  function again(more: Record<string, Route> = {}) {
    const server = routes(account(), more);
    const close = vi.fn();
    const page = show(
      <Closing onClosed={close}>{(end) => <ReauthorizeDialog credential={saved} onClose={end} />}</Closing>,
    );
    return { ...page, server, close };
  }

  it('saves only after the account is connected', async () => {
    const { user, server, close } = again({ 'PATCH /credentials/cred_1': () => json(saved) });
    expect(await screen.findByRole('button', { name: 'Save' })).toBeDisabled();
    await user.click(await authorize());
    await screen.findByText('Account connected. Save to keep it.');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('POST')[0]?.body).toEqual({ credential: 'cred_1' });
    expect(server.of('PATCH')[0]?.body).toEqual({ oauthHandoff: 'oah_1', acceptAccount: false });
  });

  it('asks before it takes another account', async () => {
    let asked = 0;
    const { user, server } = again({
      'PATCH /credentials/cred_1': (call) =>
        asked++ === 0
          ? problem(409, 'another_account', { detail: 'The credential was for “olga”, and this is for “mia”.' })
          : later().answer(call),
    });
    await user.click(await authorize());
    await screen.findByText('Account connected. Save to keep it.');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    expect(await screen.findByText(/this is for “mia”/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Use the other account' }));
    await waitFor(() => expect(server.of('PATCH')).toHaveLength(2));
    expect(server.of('PATCH')[1]?.body).toMatchObject({ acceptAccount: true });
  });

  it('goes on after somebody else has saved, and keeps the account', async () => {
    let first = true;
    const { user, server, close } = again({
      'PATCH /credentials/cred_1': () => {
        if (!first) return json(saved);
        first = false;
        return problem(412, 'version_conflict', { version: 9 });
      },
      'GET /credentials/cred_1/audit': () => json({ items: [], next: null }),
    });
    await user.click(await authorize());
    await screen.findByText('Account connected. Save to keep it.');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.of('PATCH')).toHaveLength(1));
    await user.click(await screen.findByRole('button', { name: 'Save' }));

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('PATCH')[1]?.headers.get('If-Match')).toBe('"9"');
    expect(server.of('DELETE')).toHaveLength(0);
  });

  it('asks before a connected account is left', async () => {
    const { user, close } = again();
    await user.click(await authorize());
    await screen.findByText('Account connected. Save to keep it.');
    await user.keyboard('{Escape}');

    expect(await screen.findByRole('button', { name: 'Discard changes' })).toBeVisible();
    expect(close).not.toHaveBeenCalled();
  });

  it('says why nobody was sent to the service', async () => {
    const { user } = again({
      'POST /oauth/handoffs': () => problem(403, 'forbidden', { detail: 'Only managers may.' }),
    });
    await user.click(await authorize());

    expect(await screen.findByText('Only managers may.')).toBeVisible();
  });
});
