// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Credential } from '../api/types';
import { backend, json, networkFails, problem, type Call } from '../testing/backend';
import { account, listed } from '../testing/accounts';
import { credential } from '../testing/data';
import { Closing, show } from '../testing/show';
import { DuplicateDialog } from './DuplicateDialog';
import { ShareDialog } from './ShareDialog';

type Dialog = (props: { credential: Credential; onClose: () => void }) => React.ReactNode;
type Route = (call: Call) => Response | Promise<Response>;

function opened(Shown: Dialog, routes: Record<string, Route>) {
  const members = { items: [{ id: 'usr_2', name: 'Mia', email: 'mia@example.test' }], next: null, total: 1 };
  const server = backend({ 'GET /members': () => json(members), 'GET /service-accounts': listed(account), ...routes });
  const close = vi.fn();
  const shown = show(<Closing onClosed={close}>{(end) => <Shown credential={credential} onClose={end} />}</Closing>);
  return { ...shown, server, close };
}

describe('sharing', () => {
  const grant = 'PUT /credentials/cred_1/grants/usr_2';

  async function pickMia(user: ReturnType<typeof opened>['user']) {
    await user.click(await screen.findByRole('combobox', { name: 'Person, service account or workspace' }));
    await user.click(await screen.findByRole('option', { name: 'Mia (mia@example.test)' }));
  }

  it('asks with whom, at the input, and sends nothing before', async () => {
    const { user, server } = opened(ShareDialog, {});

    await user.click(screen.getByRole('button', { name: 'Share' }));

    expect(screen.getByText('Select a person, service account or workspace.')).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Person, service account or workspace' })).toHaveFocus();
    expect(server.of('PUT')).toHaveLength(0);
  });

  it('keeps the choice when the network fails, and asks before it is left', async () => {
    const { user, close } = opened(ShareDialog, { [grant]: networkFails });
    await pickMia(user);

    await user.click(screen.getByRole('button', { name: 'Share' }));
    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(screen.getByRole('combobox', { name: 'Person, service account or workspace' })).toHaveValue(
      'Mia (mia@example.test)',
    );
    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    expect(await screen.findByRole('button', { name: 'Keep editing' })).toBeVisible();
    expect(close).not.toHaveBeenCalled();
  });

  it('says with whom it is shared, and closes', async () => {
    const { user, close } = opened(ShareDialog, { [grant]: () => json({}) });
    await pickMia(user);

    await user.click(screen.getByRole('button', { name: 'Share' }));

    expect(await screen.findByText('acme-ci shared with Mia')).toBeVisible();
    expect(close).toHaveBeenCalled();
  });
});

describe('sharing with a service account', () => {
  it('offers those that the person manages, and says with which it is shared', async () => {
    const { user, server } = opened(ShareDialog, { 'PUT /credentials/cred_1/grants/svc_1': () => json({}) });
    await user.click(await screen.findByRole('combobox', { name: 'Person, service account or workspace' }));
    await user.click(await screen.findByRole('option', { name: 'order-sync (Default)' }));
    await user.click(screen.getByRole('button', { name: 'Share' }));

    expect(await screen.findByText('acme-ci shared with order-sync')).toBeVisible();
    expect(server.of('PUT')).toHaveLength(1);
  });

  it('says that they could not be loaded, and still shares with people', async () => {
    const { user } = opened(ShareDialog, { 'GET /service-accounts': networkFails });
    expect(await screen.findByText('The service accounts could not be loaded')).toBeVisible();
    await user.click(screen.getByRole('combobox', { name: 'Person, service account or workspace' }));
    expect(await screen.findByRole('option', { name: 'Mia (mia@example.test)' })).toBeVisible();
  });
});

describe('duplicating', () => {
  it('shows a name that is taken at its input, and keeps what was typed', async () => {
    const taken = { errors: [{ pointer: '/name', detail: 'This name is taken.' }] };
    const { user } = opened(DuplicateDialog, {
      'POST /credentials/cred_1/duplicate': () => problem(409, 'credential_name_taken', taken),
    });

    await user.click(screen.getByRole('button', { name: 'Duplicate' }));

    expect(await screen.findByText('This name is taken.')).toBeVisible();
    expect(screen.getByLabelText('Name')).toHaveFocus();
    expect(screen.getByLabelText('Name')).toHaveValue('acme-ci-copy');
  });
});

describe('a share that is cancelled while it is under way', () => {
  it('never happens later, and a toast says what became of it', async () => {
    let shared = false;
    const { user, server, close } = opened(ShareDialog, {
      'PUT /credentials/cred_1/grants/usr_2': ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))),
      'GET /credentials/cred_1/grants': () =>
        json({ items: shared ? [{ subject: { id: 'usr_2', name: 'Mia' } }] : [], next: null, total: 0 }),
      'DELETE /credentials/cred_1/grants/usr_2': () => {
        shared = false;
        return new Response(null, { status: 204 });
      },
    });
    await user.click(await screen.findByRole('combobox', { name: 'Person, service account or workspace' }));
    await user.click(await screen.findByRole('option', { name: 'Mia (mia@example.test)' }));
    await user.click(screen.getByRole('button', { name: 'Share' }));
    // The server had carried it out before the call was taken back.
    shared = true;

    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel saving' }));

    expect(close).toHaveBeenCalled();
    expect(server.of('PUT')[0]?.signal.aborted).toBe(true);
    expect(await screen.findByText('acme-ci was shared with Mia before you cancelled.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Stop sharing' }));
    expect(await screen.findByText('acme-ci is not shared with Mia.')).toBeVisible();
  });
});
