// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { revokeCredential } from '../api/credentials';
import type { Credential } from '../api/types';
import { backend, json, later, networkFails, problem, type Call } from '../testing/backend';
import { credential, github } from '../testing/data';
import { show } from '../testing/show';
import { pass } from '../testing/time';
import { CredentialDialogs } from './CredentialDialogs';

type Route = (call: Call) => Response | Promise<Response>;

const none = { items: [], next: null, total: 0 };

/** The call hangs; the dialog is left; the server had carried the call out. */
function opened(address: string, routes: Record<string, Route>) {
  const server = backend({
    'GET /connectors': () => json({ items: [github], next: null }),
    'GET /connectors/github': () => json(github),
    'GET /credentials': () => json(none),
    'GET /credentials/cred_1': () => json(credential),
    'GET /credentials/cred_1/flows': () => json(none),
    'GET /credentials/cred_1/usage': () => json({ days: [], flows: [], users: [], total: 0 }),
    ...routes,
  });
  return { ...show(<CredentialDialogs />, address), server };
}

const made = {
  ...credential,
  id: 'cred_2',
  name: 'github',
  version: 1,
  createdAt: new Date().toISOString(),
} as Credential;

const leave = async (user: ReturnType<typeof opened>['user']) => {
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  const question = () => screen.queryByRole('button', { name: /Discard changes|Cancel saving/ });
  // Where nothing was typed, the dialog closes at once.
  await waitFor(() => expect(question() !== null || screen.queryByRole('dialog') === null).toBe(true));
  const drop = question();
  if (drop) await user.click(drop);
};

afterEach(() => void vi.useRealTimers());

describe('a cancelled call that the server had already begun', () => {
  it('is told when it made a credential, which can be deleted again', async () => {
    let saved = false;
    const { user, server } = opened('/credentials?dialog=add&service=github', {
      'POST /credentials': later().answer,
      'GET /credentials': () => json({ ...none, items: saved ? [made] : [] }),
      'DELETE /credentials/cred_2': () => new Response(null, { status: 204 }),
    });
    await user.type(await screen.findByLabelText('Token'), 'ghp_fake');
    await user.click(screen.getByRole('button', { name: 'Save credential' }));
    saved = true;
    await leave(user);

    expect(await screen.findByText('github was saved before you cancelled.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open' })).toHaveAttribute('href', '/credentials/cred_2');
    await user.click(screen.getByRole('button', { name: 'Delete credential' }));
    expect(await screen.findByText('github deleted')).toBeVisible();
    expect(server.of('DELETE')[0]?.headers.get('If-Match')).toBe('"1"');
  });

  it('is told when nothing came of it', async () => {
    const { user } = opened('/credentials?dialog=revoke&credential=cred_1', {
      'POST /credentials/cred_1/revoke': later().answer,
    });
    await screen.findByText(/No flow uses it/);
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await user.click(screen.getByRole('button', { name: 'Revoke credential' }));
    await leave(user);
    expect(await screen.findByText(/Checking what the server had already done with acme-ci/)).toBeVisible();
    await pass(62_000);

    expect(screen.getByText('acme-ci was not changed.')).toBeVisible();
  });

  it('says that it does not know where the server cannot be asked', async () => {
    let gone = false;
    const { user } = opened('/credentials?dialog=revoke&credential=cred_1', {
      'POST /credentials/cred_1/revoke': later().answer,
      'GET /credentials/cred_1': () => (gone ? networkFails() : json(credential)),
    });
    await screen.findByText(/No flow uses it/);
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await user.click(screen.getByRole('button', { name: 'Revoke credential' }));
    gone = true;
    await leave(user);
    await pass(62_000);

    expect(screen.getByText('The result for acme-ci is unknown')).toBeVisible();
  });

  it.each([
    [
      'revoke',
      'Revoke credential',
      'revoke',
      'POST',
      { status: 'revoked' },
      'acme-ci was revoked before you cancelled.',
    ],
    ['restore', 'Restore', 'restore', 'POST', { status: 'active' }, 'acme-ci was restored before you cancelled.'],
    ['rollback', 'Roll back', 'rollback', 'POST', { version: 4 }, 'acme-ci was rolled back before you cancelled.'],
  ])('is told after %s', async (dialog, button, call, method, now, said) => {
    let done = false;
    const before = dialog === 'restore' ? { ...credential, status: 'revoked' } : credential;
    const { user } = opened(`/credentials?dialog=${dialog}&credential=cred_1`, {
      [`${method} /credentials/cred_1/${call}`]: later().answer,
      'GET /credentials/cred_1': () => json(done ? { ...before, ...now } : before),
    });
    await user.click(await screen.findByRole('button', { name: button }));
    done = true;
    await leave(user);
    expect(await screen.findByText(said)).toBeVisible();
  });

  it.each([
    ['rotate', 'Token', 'ghp_fake', 'Rotate', 'acme-ci was rotated before you cancelled. It has the new secret.'],
    [
      'edit',
      'Notes (optional)',
      'Mine.',
      'Save credential',
      'Your changes to acme-ci were saved before you cancelled.',
    ],
  ])('is told after %s', async (dialog, label, typed, button, said) => {
    let done = false;
    const { user } = opened(`/credentials?dialog=${dialog}&credential=cred_1`, {
      'POST /credentials/cred_1/rotate': later().answer,
      'PATCH /credentials/cred_1': later().answer,
      'GET /credentials/cred_1': () => json(done ? { ...credential, version: 4 } : credential),
    });
    await user.type(await screen.findByLabelText(new RegExp(`^${label.split(' ')[0]}`)), typed);
    await user.click(screen.getByRole('button', { name: button }));
    done = true;
    await leave(user);
    expect(await screen.findByText(said)).toBeVisible();
  });
});

describe('the toast of a revocation', () => {
  it('links to the credential and takes the revocation back', async () => {
    const { user, server } = opened('/credentials?dialog=revoke&credential=cred_1', {
      'POST /credentials/cred_1/revoke': () => json({ ...credential, status: 'revoked' }),
      'POST /credentials/cred_1/restore': () => json(credential),
    });
    await user.click(await screen.findByRole('button', { name: 'Revoke credential' }));
    expect(await screen.findByRole('link', { name: 'Open' })).toHaveAttribute('href', '/credentials/cred_1');
    await user.click(screen.getByRole('button', { name: 'Restore' }));

    expect(await screen.findByText('acme-ci restored')).toBeVisible();
    expect(server.of('POST').map(({ path }) => path)).toContain('/api/v1/credentials/cred_1/restore');
  });

  it('says why it could not be taken back, and offers it again', async () => {
    const { user } = opened('/credentials?dialog=revoke&credential=cred_1', {
      'POST /credentials/cred_1/revoke': () => json({ ...credential, status: 'revoked' }),
      'POST /credentials/cred_1/restore': () => problem(403, 'forbidden', { detail: 'Only managers may.' }),
    });
    await user.click(await screen.findByRole('button', { name: 'Revoke credential' }));
    await user.click(await screen.findByRole('button', { name: 'Restore' }));

    expect(await screen.findByText('Only managers may.')).toBeVisible();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Restore' })).toBeEnabled());
  });
});

/** Frames and microtasks go on. */
const stopClock = () =>
  vi.useFakeTimers({
    shouldAdvanceTime: true,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });

/** Whether a text was shown at any moment of the next looks: toasts go after some seconds. */
async function everShown(about: RegExp): Promise<boolean> {
  let shown = false;
  const watch = new MutationObserver(() => {
    shown ||= about.test(document.body.textContent ?? '');
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  await pass(20_000);
  watch.disconnect();
  return shown;
}

describe('a new action on the same subject', () => {
  const cases = [
    { dialog: 'revoke', button: /^Revoke/, call: 'POST /credentials/cred_1/revoke', now: { status: 'revoked' } },
    { dialog: 'restore', button: /^Restore/, call: 'POST /credentials/cred_1/restore', now: { status: 'active' } },
    { dialog: 'rollback', button: /^Roll back/, call: 'POST /credentials/cred_1/rollback', now: { version: 4 } },
    {
      dialog: 'rotate',
      button: /^Rotate/,
      call: 'POST /credentials/cred_1/rotate',
      now: { version: 4 },
      type: 'Token',
    },
    { dialog: 'edit', button: /^Save/, call: 'PATCH /credentials/cred_1', now: { version: 4 }, type: 'Notes' },
    { dialog: 'delete', button: /^Delete/, call: 'DELETE /credentials/cred_1', now: null },
  ];

  it.each(cases)('ends the search after a cancelled $dialog', async ({ dialog, button, call, now, type }) => {
    const before = { ...credential, ...(dialog === 'restore' && { status: 'revoked' }) };
    let shown: object | null = before;
    let sent = 0;
    const { user, router } = opened('/credentials?x=1', {
      [call]: (asked) => {
        sent += 1;
        if (sent === 1) return later().answer(asked);
        shown = now && { ...before, ...now };
        return json(shown ?? {});
      },
      'GET /credentials/cred_1': () => (shown ? json(shown) : problem(404, 'not_found')),
    });
    const start = async () => {
      await act(() => router.navigate(`/credentials?dialog=${dialog}&credential=cred_1`));
      const box = within(await screen.findByRole('dialog'));
      if (type) await user.type(await box.findByLabelText(new RegExp(`^${type}`)), 'ghp_fake');
      await waitFor(() => expect(box.getByRole('button', { name: button })).toBeEnabled());
      await user.click(box.getByRole('button', { name: button }));
    };
    stopClock();
    await start();
    await leave(user);
    await screen.findByText(/Checking what the server had already done/);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await start();
    await waitFor(() => expect(sent).toBe(2));
    expect(await everShown(/before you cancelled/)).toBe(false);
    expect(screen.queryByText(/Checking what the server had already done/)).not.toBeInTheDocument();
  });

  it('ends the search for a credential that was to be made under the same name', async () => {
    let sent = 0;
    const { user, router } = opened('/credentials?x=1', {
      'POST /credentials': (asked) => {
        sent += 1;
        return sent === 1 ? later().answer(asked) : json(made);
      },
      'GET /credentials': () => json({ ...none, items: sent > 1 ? [made] : [] }),
    });
    const start = async () => {
      await act(() => router.navigate('/credentials?dialog=add&service=github'));
      await user.type(await screen.findByLabelText('Token'), 'ghp_fake');
      await user.click(screen.getByRole('button', { name: 'Save credential' }));
    };
    stopClock();
    await start();
    await leave(user);
    await screen.findByText(/Checking what the server had already done/);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await start();
    await waitFor(() => expect(sent).toBe(2));
    expect(await everShown(/before you cancelled/)).toBe(false);
  });

  it('leaves the search about another subject alone', async () => {
    let revoked = false;
    const { user } = opened('/credentials?dialog=revoke&credential=cred_1', {
      'POST /credentials/cred_1/revoke': later().answer,
      'POST /credentials/cred_2/revoke': () => json(made),
      'GET /credentials/cred_1': () => json({ ...credential, status: revoked ? 'revoked' : 'active' }),
    });
    await screen.findByText(/No flow uses it/);
    stopClock();
    await user.click(screen.getByRole('button', { name: /^Revoke/ }));
    await leave(user);
    await revokeCredential({ id: 'cred_2', version: 3 });
    revoked = true;
    await pass(10_000);

    expect(await screen.findByText('acme-ci was revoked before you cancelled.')).toBeVisible();
  });
});
