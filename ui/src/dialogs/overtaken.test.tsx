// @vitest-environment jsdom
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { Credential } from '../api/types';
import { backend, json, problem, type Call } from '../testing/backend';
import { credential, github } from '../testing/data';
import { show } from '../testing/show';
import { CredentialDialogs } from './CredentialDialogs';

const none = { items: [], next: null, total: 0 };
const twoMinutesAgo = () => new Date(Date.now() - 120_000).toISOString();
const event = (action: string, actor: object) => ({ seq: 9, at: twoMinutesAgo(), action, outcome: 'ok', actor });
const bob = { type: 'user', id: 'usr_2', name: 'Bob' };

/** A credential that another window gives the version 4 while a dialog about version 3 is open. */
function opened(dialog: string, last: object | null, before: Partial<Credential> = {}) {
  let now = { ...credential, ...before };
  const change = ({ headers }: Call) =>
    headers.get('If-Match') === `"${now.version}"`
      ? json({ ...now, version: now.version + 1 })
      : problem(412, 'version_conflict', { version: now.version });
  const server = backend({
    'GET /connectors/github': () => json(github),
    'GET /members': () => json({ ...none, items: [{ id: 'usr_2', name: 'Bob', email: 'bob@example.test' }] }),
    'GET /service-accounts': () => json(none),
    'GET /credentials/cred_1': () => json(now),
    'GET /credentials/cred_1/flows': () => json(none),
    'GET /credentials/cred_1/usage': () => json({ days: [], flows: [], users: [], total: 0 }),
    'GET /credentials/cred_1/audit': () => (last ? json({ ...none, items: [last] }) : problem(403, 'forbidden')),
    'POST /credentials/cred_1/rotate': change,
    'POST /credentials/cred_1/rollback': change,
    'POST /credentials/cred_1/revoke': change,
    'POST /credentials/cred_1/restore': change,
    'PUT /credentials/cred_1/grants/usr_2': change,
    'DELETE /credentials/cred_1': change,
  });
  const shown = show(<CredentialDialogs />, `/credentials?dialog=${dialog}&credential=cred_1`);
  /** As when the person comes back to this window: what is shown is read again. */
  const changedElsewhere = async () => {
    now = { ...now, version: now.version + 1 };
    await act(() => shown.queries.invalidateQueries({ queryKey: ['credentials'] }));
  };
  const sent = () =>
    server.calls
      .filter(({ method }) => method !== 'GET')
      .map(({ method, headers }) => `${method} ${headers.get('If-Match')}`);
  return { ...shown, changedElsewhere, sent };
}

describe('rotating what somebody else rotated in the meantime', () => {
  it('says who did so and when, keeps what was typed, and goes on at a second press', async () => {
    const { user, sent, changedElsewhere } = opened('rotate', event('credential.rotated', bob));
    await user.type(await screen.findByLabelText('Token'), 'ghp_fake');
    await changedElsewhere();
    await user.click(screen.getByRole('button', { name: 'Rotate' }));

    expect(await screen.findByText(/Bob rotated this credential/)).toHaveTextContent(
      'Bob rotated this credential 2 min ago.',
    );
    expect(screen.getByText('Rotating again replaces that secret.')).toBeVisible();
    expect(screen.getByLabelText('Token')).toHaveValue('ghp_fake');
    expect(sent()).toEqual(['POST "3"']);
    await user.click(screen.getByRole('button', { name: 'Rotate' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(sent()).toEqual(['POST "3"', 'POST "4"']);
  });

  it('names the same person in another window', async () => {
    const { user, changedElsewhere } = opened(
      'rotate',
      event('credential.rotated', { type: 'user', id: 'usr_1', name: 'Olga' }),
    );
    await user.type(await screen.findByLabelText('Token'), 'ghp_fake');
    await changedElsewhere();
    await user.click(screen.getByRole('button', { name: 'Rotate' }));

    expect(await screen.findByText(/You rotated this credential in another window/)).toBeVisible();
  });

  it('says so without a name where one may not see who it was', async () => {
    const { user, changedElsewhere } = opened('rotate', null);
    await user.type(await screen.findByLabelText('Token'), 'ghp_fake');
    await changedElsewhere();
    await user.click(screen.getByRole('button', { name: 'Rotate' }));

    expect(await screen.findByText('This credential was changed in the meantime.')).toBeVisible();
    expect(screen.getByText('To go on, select “Rotate” again.')).toBeVisible();
  });
});

describe.each([
  ['rollback', 'Roll back', {}],
  ['revoke', 'Revoke credential', {}],
  ['restore', 'Restore', { status: 'revoked' }],
  ['delete', 'Delete credential', {}],
  ['share', 'Share', {}],
] as const)('the dialog %s', (dialog, button, before) => {
  it('is about the version that was seen, and says what changed', async () => {
    const { user, sent, changedElsewhere } = opened(dialog, event('credential.updated', bob), before);
    const confirm = await screen.findByRole('button', { name: button });
    if (dialog === 'share') {
      await user.click(screen.getByRole('combobox', { name: /Person, service account or workspace/ }));
      await user.click(await screen.findByRole('option', { name: /Bob/ }));
    }
    await waitFor(() => expect(confirm).toBeEnabled());
    await changedElsewhere();
    await user.click(confirm);

    expect(await screen.findByText(/Bob changed this credential/)).toBeVisible();
    expect(screen.getByText(`To go on, select “${button}” again.`)).toBeVisible();
    await user.click(confirm);
    await vi.waitFor(() => expect(sent().map((call) => call.split(' ')[1])).toEqual(['"3"', '"4"']));
  });
});
