// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Me } from '../../api/types';
import { backend, json, later, networkFails, problem } from '../../testing/backend';
import { account } from '../../testing/accounts';
import { credential, me } from '../../testing/data';
import { Closing, show } from '../../testing/show';
import { CreateApiKeyDialog } from './CreateApiKeyDialog';

const made = {
  id: 'key_1',
  name: 'engine',
  scopes: ['runtime:resolve'],
  workspaces: [{ id: 'ws_1', name: 'Default' }],
  token: 'mrt_obviouslyfake',
  oldTokenUntil: null,
  lastUse: null,
};
const list =
  (...items: object[]) =>
  () =>
    json({ items, next: null, total: items.length });
const confirm = () => screen.getByRole('button', { name: 'Create API key' });

function open(resolving = false, who = me, owner: string | null = null) {
  const closed = vi.fn();
  const shown = show(
    <Closing onClosed={closed}>
      {(close) => <CreateApiKeyDialog resolving={resolving} account={owner} onClose={close} />}
    </Closing>,
    '/credentials',
    who,
  );
  return { ...shown, closed };
}

describe('CreateApiKeyDialog', () => {
  it('sends nothing without a name and a permission, and leads to the name', async () => {
    const { of } = backend({});
    const { user } = open();

    await user.click(screen.getByRole('checkbox', { name: /^Call through the proxy/ }));
    await user.click(confirm());

    expect(screen.getByLabelText('Name')).toHaveFocus();
    expect(screen.getByText('Select at least one permission.')).toBeVisible();
    expect(of('POST')).toHaveLength(0);
  });

  it('begins with a use that hands out no secret, in the only workspace', async () => {
    const { of } = backend({ 'POST /api-keys': later().answer });
    const { user } = open();
    await user.type(screen.getByLabelText('Name'), 'engine');
    await user.click(confirm());

    await vi.waitFor(() =>
      expect(of('POST')[0]?.body).toEqual({ name: 'engine', scopes: ['runtime:call'], workspaces: ['ws_1'] }),
    );
  });

  it('leaves the choice of several workspaces to the person', async () => {
    const { of } = backend({ 'POST /api-keys': later().answer });
    const several = [...me.workspaces, { ...me.workspaces[0], id: 'ws_2', name: 'Second' }];
    const { user } = open(false, { ...me, workspaces: several } as typeof me);
    await user.type(screen.getByLabelText('Name'), 'engine');
    await user.click(confirm());

    await vi.waitFor(() => expect(of('POST')[0]?.body).toEqual({ name: 'engine', scopes: ['runtime:call'] }));
  });

  it('keeps what was typed when the network fails, and asks before it is left', async () => {
    backend({ 'POST /api-keys': networkFails });
    const { user, closed } = open(true);
    await user.type(screen.getByLabelText('Name'), 'engine');

    await user.click(confirm());
    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(screen.getByLabelText('Name')).toHaveValue('engine');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    expect(await screen.findByRole('button', { name: 'Keep editing' })).toBeVisible();
    expect(closed).not.toHaveBeenCalled();
  });

  it('shows the token once, how the key is used, and the first use as soon as it was seen', async () => {
    const seen = later();
    backend({
      'POST /api-keys': () => json(made, 201),
      'GET /credentials': list({ ...credential, scope: 'personal', id: 'cred_0', name: 'mine' }, credential),
      'GET /api-keys': list(made),
      'GET /api-keys/key_1': seen.answer,
    });
    const { user } = open(true);
    await user.type(screen.getByLabelText('Name'), 'engine');

    await user.click(confirm());

    expect(await screen.findByText('mrt_obviouslyfake')).toBeVisible();
    expect(await screen.findByRole('region', { name: 'curl' })).toHaveTextContent('/credentials/cred_1/resolve');
    expect(screen.getByRole('status')).toHaveTextContent('Waiting for the first request with engine');
    seen.come(
      json({
        ...made,
        lastUse: { at: '2026-11-01T00:00:00Z', credential: { id: 'cred_1', name: 'acme-ci' }, outcome: 'ok' },
      }),
    );
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('The last use on acme-ci succeeded.'));
  });

  it('says that the token was lost where a repeated answer holds none', async () => {
    backend({ 'POST /api-keys': () => json({ ...made, token: undefined }, 201), 'GET /api-keys': list(made) });
    const { user } = open(true);
    await user.type(screen.getByLabelText('Name'), 'engine');

    await user.click(confirm());

    expect(await screen.findByText('The token was lost')).toBeVisible();
  });
});

describe('an API key of a service account', () => {
  const sales = { ...account, id: 'svc_2', name: 'reports', workspace: { id: 'ws_2', name: 'Sales' } };
  const backup = { ...account, id: 'svc_3', name: 'backup', workspace: null, role: 'admin' };
  const several = { ...me, workspaces: [...me.workspaces, { ...me.workspaces[0], id: 'ws_2', name: 'Sales' }] } as Me;
  const editor = { ...me, role: 'member', workspaces: me.workspaces.map((one) => ({ ...one, role: 'editor' })) } as Me;
  const owner = () => screen.findByRole('combobox', { name: 'Belongs to' });

  async function choose(user: ReturnType<typeof open>['user'], name: string) {
    await user.click(await owner());
    await user.click(await screen.findByRole('option', { name }));
  }

  it('is limited to the workspace of the service account that is chosen', async () => {
    const { of } = backend({ 'POST /api-keys': later().answer, 'GET /service-accounts': list(account, sales) });
    const { user } = open(false, several);
    await user.type(screen.getByLabelText('Name'), 'engine');
    expect(await owner()).toHaveValue('Me (Olga)');
    await choose(user, 'reports (Sales, Manager)');
    await user.click(confirm());

    await waitFor(() =>
      expect(of('POST')[0]?.body).toEqual({
        name: 'engine',
        serviceAccount: 'svc_2',
        scopes: ['runtime:call'],
        workspaces: ['ws_2'],
      }),
    );
  });

  it('is offered no workspace but that of its service account', async () => {
    backend({ 'GET /service-accounts': list(account, sales) });
    const { user } = open(false, several);
    await choose(user, 'reports (Sales, Manager)');
    await user.click(screen.getByRole('combobox', { name: 'Workspaces' }));

    await screen.findByRole('option', { name: 'Sales' });
    expect(screen.queryByRole('option', { name: 'Default' })).not.toBeInTheDocument();
  });

  it('is not limited where the service account belongs to the organization', async () => {
    const { of } = backend({ 'POST /api-keys': later().answer, 'GET /service-accounts': list(account, backup) });
    const { user } = open(false, several);
    await user.type(screen.getByLabelText('Name'), 'engine');
    await choose(user, 'order-sync (Default, Manager)');
    await choose(user, 'backup (Organization, Administrator)');
    await user.click(confirm());

    await waitFor(() =>
      expect(of('POST')[0]?.body).toEqual({ name: 'engine', serviceAccount: 'svc_3', scopes: ['runtime:call'] }),
    );
  });

  it('begins with the service account that it is opened for, also when that is known late', async () => {
    const accounts = later();
    const { of } = backend({ 'POST /api-keys': later().answer, 'GET /service-accounts': accounts.answer });
    const { user } = open(false, several, 'svc_2');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    accounts.come(list(account, sales)());

    expect(await owner()).toHaveValue('reports (Sales, Manager)');
    await user.type(screen.getByLabelText('Name'), 'engine');
    await user.click(confirm());
    await waitFor(() => expect(of('POST')[0]?.body).toMatchObject({ serviceAccount: 'svc_2', workspaces: ['ws_2'] }));
  });

  it('does not become a key of the person when the service account is gone', async () => {
    const { of } = backend({ 'GET /service-accounts': list(account) });
    const { user } = open(false, me, 'svc_gone');
    await user.type(await screen.findByLabelText('Name'), 'engine');
    await user.click(confirm());

    expect(await screen.findByText('Select to whom the key belongs.')).toBeVisible();
    expect(of('POST')).toHaveLength(0);
  });

  it('says that the service accounts could not be loaded', async () => {
    let fails = true;
    backend({ 'GET /service-accounts': () => (fails ? networkFails() : list(account)()) });
    const { user } = open(false, me, 'svc_1');
    expect(await screen.findByText('This dialog could not be opened')).toBeVisible();
    fails = false;

    await user.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await owner()).toHaveValue('order-sync (Default, Manager)');
  });

  it('leads to the form of a service account where there is none yet', async () => {
    backend({ 'GET /service-accounts': list() });
    const { user, router } = open();
    await user.click(await screen.findByRole('button', { name: 'Create service account' }));

    expect(router.state.location.search).toBe('?dialog=create-service-account');
    expect(screen.queryByRole('combobox', { name: 'Belongs to' })).not.toBeInTheDocument();
  });

  it('is not offered to somebody who manages nothing', async () => {
    backend({ 'GET /service-accounts': list() });
    const { user } = open(false, editor);
    await user.type(screen.getByLabelText('Name'), 'engine');

    expect(screen.queryByText(/keeps working when a person leaves/)).not.toBeInTheDocument();
  });

  it('keeps the owner and shows why the server refused', async () => {
    const detail = 'This service account manages no workspace.';
    backend({ 'POST /api-keys': () => problem(403, 'forbidden', { detail }), 'GET /service-accounts': list(account) });
    const { user } = open(true);
    await user.type(screen.getByLabelText('Name'), 'engine');
    await choose(user, 'order-sync (Default, Manager)');
    await user.click(confirm());

    expect(await screen.findByText(detail)).toBeVisible();
    expect(await owner()).toHaveValue('order-sync (Default, Manager)');
  });
});
