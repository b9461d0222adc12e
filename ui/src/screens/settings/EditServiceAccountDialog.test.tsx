// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { account, listed } from '../../testing/accounts';
import { backend, json, later, networkFails, problem, type Call } from '../../testing/backend';
import { Closing, show } from '../../testing/show';
import { EditServiceAccountDialog } from './EditServiceAccountDialog';

type Route = (call: Call) => Response | Promise<Response>;

const call = 'PATCH /service-accounts/svc_1';

function opened(routes: Record<string, Route> = {}, edited = account) {
  const closed = vi.fn();
  const server = backend(routes);
  const page = show(
    <Closing onClosed={closed}>{(close) => <EditServiceAccountDialog account={edited} onClose={close} />}</Closing>,
    '/settings/service-accounts',
  );
  return { ...page, server, closed };
}

const confirm = () => screen.getByRole('button', { name: 'Save service account' });
const role = () => screen.getByRole('combobox', { name: 'Role' });

async function chooseViewer(user: ReturnType<typeof opened>['user']) {
  await user.click(role());
  await user.click(await screen.findByRole('option', { name: 'Viewer' }));
}

describe('EditServiceAccountDialog', () => {
  it('sends only what was changed, of the version that was seen', async () => {
    const { user, server, closed } = opened({ [call]: () => json({ ...account, role: 'viewer', version: 5 }) });
    await chooseViewer(user);
    await user.click(confirm());

    expect(await screen.findByText('order-sync saved')).toBeVisible();
    expect(closed).toHaveBeenCalled();
    expect(server.of('PATCH')[0]?.body).toEqual({ role: 'viewer' });
    expect(server.of('PATCH')[0]?.headers.get('If-Match')).toBe('"4"');
  });

  it('clears the notes', async () => {
    const { user, server } = opened({ [call]: later().answer });
    await user.clear(screen.getByLabelText('Notes'));
    await user.click(confirm());

    await waitFor(() => expect(server.of('PATCH')[0]?.body).toEqual({ notes: null }));
  });

  it('calls nobody where nothing was changed', async () => {
    const { user, server, closed } = opened();
    await user.click(confirm());

    expect(closed).toHaveBeenCalled();
    expect(server.of('PATCH')).toHaveLength(0);
  });

  it('asks for a name', async () => {
    const { user, server } = opened();
    await user.clear(screen.getByLabelText('Name'));
    await user.click(confirm());

    expect(screen.getByText('Enter a name.')).toBeVisible();
    expect(server.of('PATCH')).toHaveLength(0);
  });

  it('offers the only role there is in the organization', async () => {
    const { user } = opened({}, { ...account, workspace: null, role: 'admin' });
    await user.click(role());
    await screen.findByRole('option', { name: 'Administrator' });
    expect(screen.getAllByRole('option')).toHaveLength(1);
  });

  it('gives a role again to one that was taken out of its workspace, and never takes it away', async () => {
    const { user, server } = opened({ [call]: later().answer }, { ...account, role: 'none' });
    expect(role()).toHaveValue('None');
    expect(screen.getByText(/cannot do anything until it has a role again/)).toBeVisible();
    await chooseViewer(user);
    await user.click(role());
    await screen.findByRole('option', { name: 'Manager' });
    expect(screen.queryByRole('option', { name: 'None' })).not.toBeInTheDocument();
    await user.click(confirm());

    await waitFor(() => expect(server.of('PATCH')[0]?.body).toEqual({ role: 'viewer' }));
  });

  it.each([
    ['that the network failed', networkFails, /The server cannot be reached/],
    [
      'that somebody else saved in the meantime',
      () => problem(412, 'version_conflict', { detail: 'Changed in the meantime.' }),
      'Changed in the meantime.',
    ],
  ])('says %s, and keeps the choice', async (_, answer, said) => {
    const { user, closed } = opened({ [call]: answer, 'GET /service-accounts': listed(account) });
    await chooseViewer(user);
    await user.click(confirm());

    expect(await screen.findByText(said)).toBeVisible();
    expect(role()).toHaveValue('Viewer');
    expect(closed).not.toHaveBeenCalled();
  });

  it('asks before changes are left', async () => {
    const { user, closed } = opened();
    await chooseViewer(user);
    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    expect(await screen.findByRole('button', { name: 'Keep editing' })).toBeVisible();
    expect(closed).not.toHaveBeenCalled();
  });

  it('tells after it was cancelled that the server had saved it', async () => {
    const { user, server } = opened({
      [call]: later().answer,
      'GET /service-accounts': listed({ ...account, role: 'viewer', version: 5 }),
    });
    await chooseViewer(user);
    await user.click(confirm());
    await waitFor(() => expect(server.of('PATCH')).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel saving' }));

    expect(server.of('PATCH')[0]?.signal.aborted).toBe(true);
    expect(await screen.findByText('Your changes to order-sync were saved before you cancelled.')).toBeVisible();
  });

  it('does not tell after it was cancelled that the server had saved what it had not', async () => {
    const { user, server } = opened({ [call]: later().answer, 'GET /service-accounts': listed(account) });
    await chooseViewer(user);
    await user.click(confirm());
    await waitFor(() => expect(server.of('PATCH')).toHaveLength(1));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel saving' }));

    // A second look: at the first one, it was as before.
    await waitFor(() => expect(server.of('GET').length).toBeGreaterThan(1));
    expect(screen.queryByText(/were saved before you cancelled/)).not.toBeInTheDocument();
  });
});
