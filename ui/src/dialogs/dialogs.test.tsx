// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Credential } from '../api/types';
import { backend, json, networkFails, problem, type Call } from '../testing/backend';
import { credential, github } from '../testing/data';
import { Closing, show } from '../testing/show';
import { DeleteDialog } from './DeleteDialog';
import { RevokeDialog } from './RevokeDialog';
import { RotateDialog } from './RotateDialog';

type Route = (call: Call) => Response | Promise<Response>;

const unused = { days: [], flows: [], users: [], total: 0 };
const used = {
  days: [],
  flows: [],
  users: [
    {
      type: 'key',
      id: 'key_1',
      name: 'engine',
      flow: 'order-sync',
      ok: 12_940,
      failed: 7,
      lastAt: '2026-11-23T00:00:00Z',
    },
  ],
  total: 12_947,
};

function opened(
  Dialog: (props: { credential: Credential; onClose: () => void }) => React.ReactNode,
  routes: Record<string, Route> = {},
  shown = credential,
) {
  const server = backend({
    'GET /connectors/github': () => json(github),
    'GET /credentials/cred_1': () => json(shown),
    'GET /credentials/cred_1/flows': () => json({ items: [], next: null, total: 0 }),
    'GET /credentials/cred_1/usage': () => json(unused),
    ...routes,
  });
  const close = vi.fn();
  const dialog = <Closing onClosed={close}>{(end) => <Dialog credential={shown} onClose={end} />}</Closing>;
  return { ...show(dialog), server, close };
}

describe('deleting', () => {
  it('waits until it is known who uses the credential', async () => {
    opened(DeleteDialog, { 'GET /credentials/cred_1/usage': () => new Promise(() => undefined) });
    expect(await screen.findByRole('button', { name: 'Delete credential' })).toBeDisabled();
  });

  it('names the engines that use it, and wants the name typed', async () => {
    const { user, server, close } = opened(DeleteDialog, {
      'GET /credentials/cred_1/usage': () => json(used),
      'DELETE /credentials/cred_1': () => new Response(null, { status: 204 }),
    });
    expect(await screen.findByText(/Used 12,947 times in the last 30 days by order-sync \(key engine\)/)).toBeVisible();
    const confirm = screen.getByRole('button', { name: 'Delete credential' });
    expect(confirm).toBeDisabled();
    await user.type(screen.getByLabelText(/Type “acme-ci”/), 'acme-ci');
    await user.click(confirm);

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('DELETE')[0]?.headers.get('If-Match')).toBe('"3"');
  });

  it('says of an engine that its key has ended', async () => {
    const [user] = used.users;
    const ended = { ...user, flow: null, serviceAccount: { id: 'svc_1', name: 'order-sync' }, ended: 'owner_deleted' };
    opened(DeleteDialog, { 'GET /credentials/cred_1/usage': () => json({ ...used, users: [ended] }) });
    expect(await screen.findByText(/by order-sync \(key engine, service account deleted\)/)).toBeVisible();
  });

  it('asks for no name where only people called it', async () => {
    opened(DeleteDialog, { 'GET /credentials/cred_1/usage': () => json({ ...unused, total: 2 }) });
    await waitFor(() => expect(screen.getByRole('button', { name: 'Delete credential' })).toBeEnabled());
    expect(screen.queryByLabelText(/Type “acme-ci”/)).not.toBeInTheDocument();
    expect(screen.getByText(/No flow uses it, and no engine has used it/)).toBeVisible();
  });

  it('sends the typed name, and no force where only engines use it', async () => {
    const { user, server, close } = opened(DeleteDialog, {
      'GET /credentials/cred_1/usage': () => json(used),
      'DELETE /credentials/cred_1': () => new Response(null, { status: 204 }),
    });
    await user.type(await screen.findByLabelText(/Type “acme-ci”/), 'acme-ci');
    await user.click(screen.getByRole('button', { name: 'Delete credential' }));
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('DELETE')[0]?.search).toBe('?confirm=acme-ci');
  });

  it('shows the engines and asks for the name when a use came in between', async () => {
    const engines = [
      { key: { id: 'key_1', name: 'engine' }, flow: 'order-sync', uses: 3, lastUsedAt: '2026-11-23T00:00:00Z' },
    ];
    const { user, server, close } = opened(DeleteDialog, {
      'DELETE /credentials/cred_1': ({ search }) =>
        search.includes('confirm=acme-ci')
          ? new Response(null, { status: 204 })
          : problem(409, 'credential_in_use', { flows: [], engines }),
    });
    const confirm = await screen.findByRole('button', { name: 'Delete credential' });
    await waitFor(() => expect(confirm).toBeEnabled());
    await user.click(confirm);
    expect(await screen.findByText(/Used 3 times in the last 30 days by order-sync \(key engine\)/)).toBeVisible();
    expect(confirm).toBeDisabled();
    await user.type(screen.getByLabelText(/Type “acme-ci”/), 'acme-ci');
    await user.click(confirm);
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('DELETE').map(({ search }) => search)).toEqual(['', '?confirm=acme-ci']);
  });

  it('forces it where flows of Mortise use it', async () => {
    const flows = [{ id: 'flow_1', name: 'Nightly' }];
    const { user, server, close } = opened(DeleteDialog, {
      'DELETE /credentials/cred_1': ({ search }) =>
        search.includes('force=true')
          ? new Response(null, { status: 204 })
          : problem(409, 'credential_in_use', { flows, engines: [] }),
    });
    const confirm = await screen.findByRole('button', { name: 'Delete credential' });
    await waitFor(() => expect(confirm).toBeEnabled());
    await user.click(confirm);
    expect(await screen.findByText('Nightly')).toBeVisible();
    await user.type(screen.getByLabelText(/Type “acme-ci”/), 'acme-ci');
    await user.click(confirm);
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('DELETE').at(-1)?.search).toBe('?confirm=acme-ci&force=true');
  });

  it('lets those delete it who may not see who uses it', async () => {
    const { user, close } = opened(DeleteDialog, {
      'GET /credentials/cred_1/usage': () => problem(403, 'forbidden'),
      'GET /credentials/cred_1/flows': () => problem(403, 'forbidden'),
      'DELETE /credentials/cred_1': () => new Response(null, { status: 204 }),
    });
    expect(await screen.findByText('You may not see who uses it.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Delete credential' }));
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
  });

  it('looks whether a lost answer meant deleted', async () => {
    let there = true;
    const { user, close } = opened(DeleteDialog, {
      'DELETE /credentials/cred_1': () => {
        there = false;
        return networkFails();
      },
      'GET /credentials/cred_1': () => (there ? json(credential) : problem(404, 'not_found')),
    });
    await waitFor(() => expect(screen.getByRole('button', { name: 'Delete credential' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Delete credential' }));
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
  });

  it('says what failed and stays open', async () => {
    const { user, close } = opened(DeleteDialog, { 'DELETE /credentials/cred_1': networkFails });
    await waitFor(() => expect(screen.getByRole('button', { name: 'Delete credential' })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: 'Delete credential' }));
    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(close).not.toHaveBeenCalled();
  });
});

describe('revoking', () => {
  it('names the engines that use it', async () => {
    opened(RevokeDialog, { 'GET /credentials/cred_1/usage': () => json(used) });
    expect(await screen.findByText(/by order-sync \(key engine\)/)).toBeVisible();
  });

  it('says that nobody uses it only when neither a flow nor an engine does', async () => {
    opened(RevokeDialog);
    expect(await screen.findByText(/No flow uses it, and no engine has used it/)).toBeVisible();
  });
});

describe('revoking an account', () => {
  const account = { ...credential, type: 'oauth2', method: 'oauth2' } as Credential;
  const method = {
    ...github.methods[0],
    id: 'oauth2',
    type: 'oauth2',
    oauth: { grant: 'authorization_code', revokes: true },
  };
  const service = { 'GET /connectors/github': () => json({ ...github, methods: [method] }) };

  it('ends the authorization at the service only where that was asked for', async () => {
    const { user, server, close } = opened(
      RevokeDialog,
      { ...service, 'POST /credentials/cred_1/revoke': () => json({ ...account, status: 'revoked' }) },
      account,
    );
    expect(await screen.findByLabelText(/Also end the authorization at GitHub/)).not.toBeChecked();
    await user.click(screen.getByRole('button', { name: 'Revoke credential' }));
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('POST').map(({ path }) => path)).toEqual(['/api/v1/credentials/cred_1/revoke']);
  });

  it('offers no undo once the service has ended the authorization', async () => {
    const { user, server, close } = opened(
      RevokeDialog,
      { ...service, 'POST /credentials/cred_1/revoke-at-service': () => json({ ...account, status: 'revoked' }) },
      account,
    );
    await user.click(await screen.findByLabelText(/Also end the authorization at GitHub/));
    await user.click(screen.getByRole('button', { name: 'Revoke credential' }));
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('POST').map(({ path }) => path)).toEqual(['/api/v1/credentials/cred_1/revoke-at-service']);
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  it('stays open and says what the service did not do', async () => {
    const { user, close } = opened(
      RevokeDialog,
      {
        ...service,
        'POST /credentials/cred_1/revoke-at-service': () =>
          problem(502, 'service_failed', { detail: 'Mortise no longer uses it, but the service has not ended it.' }),
      },
      account,
    );
    await user.click(await screen.findByLabelText(/Also end the authorization at GitHub/));
    await user.click(screen.getByRole('button', { name: 'Revoke credential' }));
    expect(await screen.findByText(/Mortise no longer uses it/)).toBeVisible();
    expect(close).not.toHaveBeenCalled();
  });
});

describe('rotating', () => {
  it('asks for the expiry of the new secret where the old one had one', async () => {
    const expiring = { ...credential, expiresAt: '2026-11-01T00:00:00Z' } as Credential;
    const { user, server, close } = opened(
      RotateDialog,
      {
        'POST /credentials/cred_1/rotate': () => json({ ...credential, version: 4 }),
        'PATCH /credentials/cred_1': () => json({ ...credential, version: 5 }),
      },
      expiring,
    );
    await user.type(await screen.findByLabelText('Token'), 'ghp_fake');
    await user.type(screen.getByLabelText('The new secret expires on'), '2027-02-03');
    await user.click(screen.getByRole('button', { name: 'Rotate' }));

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('PATCH')[0]?.headers.get('If-Match')).toBe('"4"');
    expect(server.of('PATCH')[0]?.body).toEqual({ expiresAt: new Date(2027, 1, 3, 23, 59, 59, 999).toISOString() });
  });

  it('says afterwards which secret and which account it shares with which credential', async () => {
    const duplicates = [
      { id: 'cred_2', name: 'old-ci', same: ['secret'] },
      { id: 'cred_3', name: 'bot', same: ['account', 'secret'] },
    ];
    const { user } = opened(RotateDialog, {
      'POST /credentials/cred_1/rotate': () => json({ ...credential, version: 4, identity: 'octocat', duplicates }),
    });
    await user.type(await screen.findByLabelText('Token'), 'ghp_fake');
    await user.click(screen.getByRole('button', { name: 'Rotate' }));

    const dialog = await screen.findByRole('dialog', { name: 'Credential rotated' });
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['old-ci: the same value of Token', 'bot: the same value of Token, the same account octocat']);
  });

  it('wants a secret before it asks the server', async () => {
    const { user, server } = opened(RotateDialog);
    await screen.findByLabelText('Token');
    await user.click(screen.getByRole('button', { name: 'Rotate' }));
    expect(await screen.findByText('Enter the new secret.')).toBeVisible();
    expect(await screen.findByLabelText('Token')).toHaveFocus();
    expect(server.of('POST')).toHaveLength(0);
  });
});
