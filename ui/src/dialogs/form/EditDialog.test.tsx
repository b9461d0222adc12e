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
type User = ReturnType<typeof show>['user'];

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
    // Above the footer, outside what scrolls.
    const scrolled = (await notes()).closest('[class*="scroll"]');
    const stopping = screen.getByText('These engines stop working with the new scope:');
    expect(scrolled).not.toBeNull();
    expect(scrolled).not.toContainElement(stopping);
    expect(stopping.compareDocumentPosition(save())).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(server.of('PATCH').map(({ search }) => search)).toEqual(['?preview=true']);
    await user.click(save());
    await waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(server.of('PATCH').map(({ search }) => search)).toEqual(['?preview=true', '']);
  });

  describe('when somebody else saved in the meantime', () => {
    const event = (actor: object) => ({ seq: 9, action: 'credential.updated', outcome: 'ok', actor });
    const bob = event({ type: 'user', id: 'usr_2', name: 'Bob' });

    async function conflict(
      theirs: Partial<Credential>,
      type: (user: User) => Promise<void>,
      last: object | null = bob,
    ) {
      let now = credential;
      const opening = opened(
        {
          'PATCH /credentials/cred_1': ({ headers, body }) =>
            headers.get('If-Match') === '"4"'
              ? json({ ...now, ...(body as object), version: 5 })
              : problem(412, 'version_conflict', { version: 4 }),
          'GET /credentials/cred_1/audit': () =>
            last ? json({ items: [last], next: null }) : problem(403, 'forbidden'),
        },
        () => now,
      );
      await notes();
      await type(opening.user);
      now = { ...credential, ...theirs, version: 4 };
      await opening.user.click(save());
      const field = (name: string) => within(screen.getByRole('radiogroup', { name: `Value of ${name}` }));
      await screen.findByRole('button', { name: 'Keep all of mine' });
      const sent = async () => {
        await opening.user.click(save());
        await waitFor(() => expect(opening.close).toHaveBeenCalledOnce());
        return opening.server.of('PATCH')[1]?.body;
      };
      return { ...opening, field, sent };
    }
    const typeMine = async (user: User) => {
      await user.type(await notes(), 'Mine');
      await user.clear(screen.getByLabelText('Name'));
      await user.type(screen.getByLabelText('Name'), 'mine-ci');
    };

    it('shows both versions field by field, with the name of the other person', async () => {
      const { field } = await conflict({ notes: 'Theirs', tags: ['new'] }, typeMine);

      expect(await screen.findByText('Bob saved this credential in the meantime')).toBeVisible();
      expect(field('Notes').getByRole('radio', { name: 'You: Mine' })).not.toBeChecked();
      expect(field('Notes').getByRole('radio', { name: 'Bob: Theirs' })).not.toBeChecked();
      expect(field('Tags').getByRole('radio', { name: 'Bob: new' })).toBeChecked();
      expect(field('Name').getByRole('radio', { name: 'You: mine-ci' })).toBeChecked();
      expect(await notes()).toHaveValue('Mine');
    });

    it('says someone else where one may not see who it was', async () => {
      const { field } = await conflict({ notes: 'Theirs' }, typeMine, null);
      expect(field('Notes').getByRole('radio', { name: 'Someone else: Theirs' })).toBeVisible();
    });

    it('says that it was the same person in another window', async () => {
      const { field } = await conflict(
        { notes: 'Theirs' },
        typeMine,
        event({ type: 'user', id: 'usr_1', name: 'Olga' }),
      );
      expect(await field('Notes').findByRole('radio', { name: 'You, in another window: Theirs' })).toBeVisible();
      expect(screen.getByRole('button', { name: 'Use all from the other window' })).toBeVisible();
      expect(screen.getByText('You saved this credential in another window in the meantime')).toBeVisible();
    });

    it('takes for each field what was chosen, by keyboard alone', async () => {
      const { user, field, sent } = await conflict({ notes: 'Theirs', name: 'their-ci', tags: ['new'] }, typeMine);
      expect(screen.getByRole('button', { name: 'Use selected values' })).toBeDisabled();
      field('Name').getByRole('radio', { name: /^You/ }).focus();
      await user.keyboard(' ');
      await user.tab();
      expect(field('Notes').getByRole('radio', { name: /^You/ })).toHaveFocus();
      await user.keyboard('{ArrowDown}');
      expect(field('Notes').getByRole('radio', { name: /: Theirs$/ })).toBeChecked();
      await user.click(screen.getByRole('button', { name: 'Use selected values' }));

      expect(await notes()).toHaveValue('Theirs');
      expect(screen.getByLabelText('Name')).toHaveValue('mine-ci');
      expect(await sent()).toEqual({ name: 'mine-ci' });
    });

    it('can take back what only they changed', async () => {
      const { user, field, sent } = await conflict({ tags: ['new'] }, typeMine);
      await user.click(field('Tags').getByRole('radio', { name: 'You: Empty' }));
      await user.click(screen.getByRole('button', { name: 'Use selected values' }));
      expect(await sent()).toEqual({ name: 'mine-ci', notes: 'Mine', tags: [] });
    });

    it('keeps all of mine with one button', async () => {
      const { user, sent } = await conflict({ notes: 'Theirs', tags: ['new'] }, typeMine);
      await user.click(screen.getByRole('button', { name: 'Keep all of mine' }));
      expect(await sent()).toEqual({ name: 'mine-ci', notes: 'Mine', tags: [] });
    });

    it('takes all of theirs with one button', async () => {
      const { user } = await conflict({ notes: 'Theirs' }, typeMine);
      await user.click(screen.getByRole('button', { name: 'Use all of theirs' }));
      expect(await notes()).toHaveValue('Theirs');
      expect(screen.getByLabelText('Name')).toHaveValue('acme-ci');
    });

    it('cannot go back to a secret that they replaced', async () => {
      const changedAt = '2026-11-02T00:00:00Z';
      const secrets = { token: { ...credential.secrets.token, changedAt } } as Credential['secrets'];
      const { field } = await conflict({ secrets }, typeMine);
      expect(field('Token').getByRole('radio', { name: 'You: Unchanged' })).toBeDisabled();
      expect(field('Token').getByRole('radio', { name: /: A new secret$/ })).toBeChecked();
    });

    it('takes the scope and its workspace together', async () => {
      const { user, field } = await conflict({ scope: 'organization', workspace: null }, typeMine);
      await user.click(field('Who may use it').getByRole('radio', { name: 'You: Workspace Default' }));
      await user.click(screen.getByRole('button', { name: 'Use selected values' }));
      expect(screen.getByRole('radio', { name: 'Workspace · Default' })).toBeChecked();
    });
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
