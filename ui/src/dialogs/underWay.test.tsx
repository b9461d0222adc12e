// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FreshSignIn } from '../frame/FreshSignIn';
import { SessionEnded } from '../frame/SessionEnded';
import { ChangePassword } from '../screens/settings/ChangePassword';
import { Profile } from '../screens/settings/Profile';
import { SessionList } from '../screens/settings/SessionList';
import { SignIn } from '../screens/sign-in/SignIn';
import { Setup } from '../screens/setup/Setup';
import { Audit } from '../screens/audit/Audit';
import { backend, json, later, problem, type Call } from '../testing/backend';
import { credential, github } from '../testing/data';
import { show } from '../testing/show';
import { pass } from '../testing/time';
import { CredentialDialogs } from './CredentialDialogs';

type Route = (call: Call) => Response | Promise<Response>;
type User = ReturnType<typeof show>['user'];

const none = { items: [], next: null, total: 0 };

const key = {
  id: 'key_1',
  name: 'engine',
  scopes: [],
  workspaces: null,
  version: 1,
  uses: 0,
  createdBy: { id: 'usr_1' },
};

function opened(address: string, routes: Record<string, Route>, screenShown = <CredentialDialogs />) {
  const server = backend({
    'GET /connectors': () => json({ items: [github], next: null }),
    'GET /connectors/github': () => json(github),
    'GET /credentials': () => json(none),
    'GET /credentials/cred_1': () => json(credential),
    'GET /credentials/cred_1/flows': () => json(none),
    'GET /credentials/cred_1/usage': () => json({ days: [], flows: [], users: [], total: 0 }),
    'GET /members': () => json(none),
    'GET /api-keys': () => json({ ...none, items: [key] }),
    ...routes,
  });
  const page = show(
    <>
      {screenShown}
      <FreshSignIn />
      <SessionEnded />
    </>,
    address,
  );
  return { ...page, server };
}

afterEach(() => void vi.useRealTimers());

const edit = '/credentials?dialog=edit&credential=cred_1';

async function typeNotes(user: User) {
  await user.type(await screen.findByLabelText(/^Notes/), 'Mine.');
}

const saveButton = (hidden = false) => screen.getByRole('button', { name: 'Save credential', hidden });

describe('a form whose save asks for the password', () => {
  it.each([
    ['a session that has ended', 401, 'unauthenticated', 'POST /session', 'Sign in'],
    ['a fresh sign-in', 403, 'fresh_sign_in_required', 'POST /session/confirm', 'Continue'],
  ])('does not say that it saves: %s', async (_, status, code, answers, go) => {
    let refused = true;
    const { user } = opened(edit, {
      'PATCH /credentials/cred_1': (call) => (refused ? problem(status, code) : later().answer(call)),
      [answers]: () => json({}),
    });
    await typeNotes(user);
    await user.click(saveButton());
    const question = within(await screen.findByRole('dialog', { name: /password|session/i }));

    expect(screen.queryByText(/^Saving/)).not.toBeInTheDocument();
    expect(saveButton(true)).not.toHaveAttribute('data-loading');
    expect(saveButton(true)).toBeDisabled();

    refused = false;
    await user.type(question.getByLabelText('Password'), 'obviously fake');
    await user.click(question.getByRole('button', { name: go }));
    expect(await screen.findByText(/^Saving/)).toBeInTheDocument();
    expect(saveButton(true)).toHaveAttribute('data-loading');
  });

  it('does not count the seconds of a test', async () => {
    const { user } = opened(edit, {
      'POST /credentials/test': () => problem(403, 'fresh_sign_in_required'),
    });
    await user.click(await screen.findByRole('button', { name: 'Test connection' }));
    await screen.findByRole('dialog', { name: /password/ });
    expect(screen.queryByRole('button', { name: /^Stop/, hidden: true })).not.toBeInTheDocument();
  });
});

describe('a form that is left while it saves', () => {
  it('says that saving is still running and that closing cancels it', async () => {
    const { user, server } = opened(edit, { 'PATCH /credentials/cred_1': later().answer });
    await typeNotes(user);
    await user.click(saveButton());
    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    expect(await screen.findByText('Saving is still running. Closing this form cancels it.')).toBeVisible();
    expect(screen.queryByText('What you entered has not been saved.')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Keep waiting' }));
    expect(server.of('PATCH')[0]?.signal.aborted).toBe(false);

    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Cancel saving' }));
    expect(server.of('PATCH')[0]?.signal.aborted).toBe(true);
  });

  it('says that nothing was saved once the save has failed', async () => {
    const late = later();
    const { user } = opened(edit, { 'PATCH /credentials/cred_1': late.answer });
    await typeNotes(user);
    await user.click(saveButton());
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await screen.findByText(/Saving is still running/);
    late.come(problem(403, 'forbidden', { detail: 'Only managers may.' }));

    expect(await screen.findByText('What you entered has not been saved.')).toBeVisible();
  });

  it.each([
    ['add', '/credentials?dialog=add&service=github', 'POST /credentials', 'Token', 'Save credential'],
    ['rotate', '/credentials?dialog=rotate&credential=cred_1', 'POST /credentials/cred_1/rotate', 'Token', 'Rotate'],
    [
      'duplicate',
      '/credentials?dialog=duplicate&credential=cred_1',
      'POST /credentials/cred_1/duplicate',
      'Name',
      'Duplicate',
    ],
    ['create-key', '/settings/api-keys?dialog=create-engine-key', 'POST /api-keys', 'Name', 'Create API key'],
  ])('%s says so too', async (_, address, call, label, button) => {
    const { user } = opened(address, { [call]: later().answer });
    await user.type(await screen.findByLabelText(label), 'ghp_fake');
    await user.click(screen.getByRole('button', { name: button }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText(/Saving is still running/)).toBeVisible();
  });
});

const session = {
  id: 'ses_1',
  device: 'curl/8',
  address: '192.0.2.1',
  createdAt: '2026-01-01T00:00:00Z',
  lastSeenAt: '2026-01-01T00:00:00Z',
  current: false,
};

/** Forms and buttons of a page, which have no dialog around them that could be closed. */
const small = [
  {
    name: 'Change password',
    screen: <ChangePassword onState={() => undefined} />,
    call: 'PUT /me/password',
    start: async (user: User) => {
      await user.type(screen.getByLabelText('Current password'), 'obviously fake');
      await user.type(screen.getByLabelText('New password'), 'another obviously fake one');
      await user.click(screen.getByRole('button', { name: 'Change password' }));
    },
    said: /If your current password is refused, try the new one/,
  },
  {
    name: 'Profile',
    screen: <Profile onState={() => undefined} />,
    call: 'PATCH /me',
    start: async (user: User) => {
      await user.type(screen.getByLabelText('Your name'), ' Two');
      await user.click(screen.getByRole('button', { name: 'Save profile' }));
    },
    said: /The server may have saved it before/,
  },
  {
    name: 'End session',
    screen: <SessionList />,
    call: 'DELETE /me/sessions/ses_1',
    start: async (user: User) => user.click(await screen.findByRole('button', { name: /^End session/ })),
  },
  {
    name: 'Verify chain',
    screen: <Audit />,
    call: 'POST /audit/verify',
    start: async (user: User) => user.click(await screen.findByRole('button', { name: 'Verify chain' })),
  },
  {
    name: 'Set-up',
    screen: <Setup />,
    call: 'POST /setup',
    start: async (user: User) => {
      for (const [label, value] of Object.entries({
        'Setup token': 'x',
        Organization: 'Acme',
        'Your name': 'Olga',
        'E-mail': 'o@example.test',
        Password: 'obviously fake one',
      }))
        await user.type(await screen.findByLabelText(label), value);
      await user.click(screen.getByRole('button', { name: 'Create organization' }));
    },
  },
];

describe('a small form that hangs', () => {
  it.each(small)('$name counts the seconds and can be cancelled', async ({ screen: shown, call, start, said }) => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { user, server } = opened(
      '/settings/account',
      {
        [call]: later().answer,
        'GET /me/sessions': () => json({ ...none, items: [session] }),
        'GET /health': () => json({ setUp: false }),
        'GET /audit': () => json(none),
        'GET /audit/actions': () => json(none),
      },
      shown,
    );
    await start(user);
    expect(screen.queryByText(/Still running/)).not.toBeInTheDocument();
    await pass(3_000);
    expect(await screen.findByText(/\([3-9] s\)/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    const sent = server.calls.find(({ method, path }) => `${method} ${path.replace('/api/v1', '')}` === call);
    expect(sent?.signal.aborted).toBe(true);
    expect(screen.queryByText(/Still running/)).not.toBeInTheDocument();
    await waitFor(() => expect(document.querySelector('button[data-loading]')).toBeNull());
    if (said) expect(screen.getByText(said)).toBeVisible();
  });

  it('is a sign-in, too', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const server = backend({
      'GET /health': () => json({ setUp: true }),
      'GET /me': () => problem(401, 'unauthenticated'),
      'POST /session': later().answer,
    });
    const { user, queries } = show(<SignIn />, '/sign-in');
    await act(() => queries.resetQueries());
    await user.type(await screen.findByLabelText('E-mail'), 'o@example.test');
    await user.type(screen.getByLabelText('Password'), 'obviously fake');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await pass(3_000);
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(server.of('POST')[0]?.signal.aborted).toBe(true);
  });
});

describe('a dialog that hangs', () => {
  it.each([
    ['revoke', /^Revoke/, 'POST /credentials/cred_1/revoke'],
    ['delete', /^Delete/, 'DELETE /credentials/cred_1'],
    ['rollback', /^Roll back/, 'POST /credentials/cred_1/rollback'],
  ])('%s counts the seconds, and its Cancel takes the call back', async (dialog, button, call) => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const { user, server } = opened(`/credentials?dialog=${dialog}&credential=cred_1`, { [call]: later().answer });
    await waitFor(() => expect(screen.getByRole('button', { name: button })).toBeEnabled());
    await user.click(screen.getByRole('button', { name: button }));
    await pass(3_000);
    expect(await screen.findByText(/\([3-9] s\)/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));

    const sent = server.calls.find(({ method, path }) => `${method} ${path.replace('/api/v1', '')}` === call);
    expect(sent?.signal.aborted).toBe(true);
  });
});
