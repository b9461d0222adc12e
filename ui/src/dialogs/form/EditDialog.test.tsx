// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { SessionEnded } from '../../frame/SessionEnded';
import { backend, json, networkFails, problem, type Call } from '../../testing/backend';
import { credential, github, http } from '../../testing/data';
import { Closing, show } from '../../testing/show';
import type { Credential } from '../../api/types';
import { EditDialog } from './EditDialog';

type Route = (call: Call) => Response | Promise<Response>;

const custom = {
  ...credential,
  connector: 'http',
  method: 'headers',
  secrets: { headers: { ...credential.secrets?.token, names: ['X-First', 'X-Second', 'X-Third'] } },
} as unknown as Credential;

function opened(routes: Record<string, Route> = {}, saved: () => Credential = () => credential) {
  const server = backend({
    'GET /connectors/github': () => json(github),
    'GET /connectors/http': () => json(http),
    'GET /credentials/cred_1': () => json(saved()),
    ...routes,
  });
  const close = vi.fn();
  const dialog = (
    <>
      <Closing onClosed={close}>{(end) => <EditDialog id="cred_1" onClose={end} />}</Closing>
      <SessionEnded />
    </>
  );
  return { ...show(dialog), server, close };
}

const save = () => screen.getByRole('button', { name: 'Save credential' });
const notes = () => screen.findByLabelText(/^Notes/);

describe('editing a credential', () => {
  it('sends the version that was seen, and only what was typed', async () => {
    const { user, server, close } = opened({ 'PATCH /credentials/cred_1': () => json({ ...credential, version: 4 }) });
    await user.type(await notes(), 'Ask Commerce.');
    await user.click(save());

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('PATCH')[0]?.headers.get('If-Match')).toBe('"3"');
    expect(server.of('PATCH')[0]?.body).toEqual({ notes: 'Ask Commerce.' });
  });

  it('names the engines that lose it in a narrower scope, and saves only when told again', async () => {
    const engines = [
      { key: { id: 'key_1', name: 'engine' }, flow: 'order-sync', uses: 12_947, lastUsedAt: '2026-11-23T00:00:00Z' },
    ];
    const { user, server, close } = opened({
      'PATCH /credentials/cred_1': ({ search }) =>
        json(search ? { stops: [], engines } : { ...credential, scope: 'personal', version: 4 }),
    });
    await user.click(await screen.findByRole('radio', { name: /Only me/ }));
    await user.click(save());

    expect(
      await screen.findByText(/Used 12,947 times in the last 30 days by order-sync \(key engine\), last time/),
    ).toBeVisible();
    expect(server.of('PATCH').map(({ search }) => search)).toEqual(['?preview=true']);
    await user.click(save());
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('PATCH').map(({ search }) => search)).toEqual(['?preview=true', '']);
  });

  it('shows both versions, field by field, when somebody else saved in the meantime', async () => {
    let now = credential;
    const { user, server, close } = opened(
      {
        'PATCH /credentials/cred_1': ({ headers, body }) =>
          headers.get('If-Match') === '"4"'
            ? json({ ...now, ...(body as object), version: 5 })
            : problem(412, 'version_conflict', { version: 4 }),
      },
      () => now,
    );
    await user.type(await notes(), 'Mine');
    now = { ...credential, notes: 'Theirs', tags: ['new'], version: 4 };
    await user.click(save());

    const table = within(await screen.findByRole('table'));
    expect(table.getByRole('row', { name: 'Notes Theirs Mine' })).toBeVisible();
    expect(table.getByRole('row', { name: 'Tags new Unchanged' })).toBeVisible();
    expect(await notes()).toHaveValue('Mine');

    await user.click(screen.getByRole('button', { name: 'Keep my version' }));
    await user.click(save());
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('PATCH')[1]?.body).toEqual({ notes: 'Mine' });
  });

  it('takes theirs when asked to', async () => {
    let now = credential;
    const { user } = opened(
      { 'PATCH /credentials/cred_1': () => problem(412, 'version_conflict', { version: 4 }) },
      () => now,
    );
    await user.type(await notes(), 'Mine');
    now = { ...credential, notes: 'Theirs', version: 4 };
    await user.click(save());
    await user.click(await screen.findByRole('button', { name: 'Use their version' }));

    expect(await notes()).toHaveValue('Theirs');
  });

  it('looks whether a lost answer meant saved', async () => {
    let now = credential;
    const { user, close } = opened(
      {
        'PATCH /credentials/cred_1': () => {
          now = { ...credential, notes: 'Mine', version: 4 };
          return networkFails();
        },
      },
      () => now,
    );
    await user.type(await notes(), 'Mine');
    await user.click(save());

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(await screen.findByText('acme-ci saved')).toBeVisible();
  });

  it('says that nothing was saved when the answer was lost before the server had it', async () => {
    const { user, close } = opened({ 'PATCH /credentials/cred_1': networkFails });
    await user.type(await notes(), 'Mine');
    await user.click(save());

    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
    expect(await notes()).toHaveValue('Mine');
    expect(close).not.toHaveBeenCalled();
  });

  it('asks for the password over the form when the session has ended, and goes on with what was typed', async () => {
    let signedIn = false;
    const { user, server, close } = opened({
      'PATCH /credentials/cred_1': () =>
        signedIn ? json({ ...credential, version: 4 }) : problem(401, 'unauthenticated'),
      'POST /session': ({ body }) => {
        signedIn = (body as { password: string }).password === 'obviously fake';
        return signedIn ? json({ user: { id: 'usr_1' } }) : problem(401, 'unauthenticated');
      },
    });
    await user.type(await notes(), 'Mine');
    await user.click(save());
    await user.type(await screen.findByLabelText('Password'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('Wrong password.')).toBeVisible();
    await user.clear(screen.getByLabelText('Password'));
    await user.type(screen.getByLabelText('Password'), 'obviously fake');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('PATCH').at(-1)?.body).toEqual({ notes: 'Mine' });
  });

  it('shows the names of a map secret and changes single entries of it', async () => {
    const { user, server, close } = opened(
      { 'PATCH /credentials/cred_1': () => json({ ...custom, version: 4 }) },
      () => custom,
    );
    expect(await screen.findByText('X-First')).toBeVisible();
    await user.type(screen.getByLabelText('X-Second: value'), 'new value');
    await user.click(screen.getByRole('button', { name: 'Remove X-Third' }));
    await user.click(screen.getByRole('button', { name: 'Add line' }));
    await user.type(screen.getByLabelText('Headers: name'), 'X-Fourth');
    await user.click(save());
    expect(await screen.findByText('Enter a value for X-Fourth.')).toBeVisible();
    expect(server.of('PATCH')).toHaveLength(0);
    await user.type(screen.getByLabelText('Headers: value'), 'fourth value');
    await user.click(save());

    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect((server.of('PATCH')[0]?.body as { fields: unknown }).fields).toEqual({
      headers: { 'X-Second': 'new value', 'X-Third': null, 'X-Fourth': 'fourth value' },
    });
  });
});
