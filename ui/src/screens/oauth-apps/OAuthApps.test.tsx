// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Me, OAuthApp } from '../../api/types';
import { listed } from '../../testing/accounts';
import { app, crm, office } from '../../testing/apps';
import { backend, later, networkFails, problem, type Call } from '../../testing/backend';
import { github, me } from '../../testing/data';
import { show } from '../../testing/show';
import { OAuthApps } from './OAuthApps';

type Route = (call: Call) => Response | Promise<Response>;

const roleOf = (role: string) =>
  ({ ...me, role: 'member', workspaces: me.workspaces.map((one) => ({ ...one, role })) }) as Me;

function opened(routes: Record<string, Route> = {}, who = me, dialog = '') {
  const server = backend({
    'GET /oauth/apps': listed(app),
    'GET /connectors': listed(github, crm, office),
    ...routes,
  });
  return { ...show(<OAuthApps />, `/settings/oauth-apps${dialog}`, who), server };
}

const row = (name: RegExp) => screen.findByRole('row', { name });
const of = (more: Partial<OAuthApp>) => ({ ...app, ...more });

describe('the table of OAuth apps', () => {
  it('shows the service, the place, the client ID, who uses it and its health', async () => {
    opened();

    const shown = await row(/Acme app/);
    await within(shown).findByText('Acme CRM');
    const cells = within(shown).getAllByRole('cell');
    expect(cells.slice(2, 6).map((cell) => cell.textContent)).toEqual(['Organization', 'acme', '2 credentials', 'OK']);
    expect(within(shown).getByRole('link', { name: '2 credentials' })).toHaveAttribute(
      'href',
      '/credentials?app=app_1',
    );
  });

  it.each([
    [{ health: 'refused', refusedAt: '2026-01-01T00:00:00Z' }, /The service refuses the client since/],
    [
      {
        health: 'secret_expiring',
        secrets: [
          { number: 1, setAt: app.createdAt, expiresAt: '2001-01-01T10:00:00Z' },
          { number: 2, setAt: app.createdAt, expiresAt: '2001-02-03T10:00:00Z' },
        ],
      },
      'Secret expired on 3 Feb 2001',
    ],
    [
      {
        health: 'secret_expiring',
        secrets: [{ number: 1, setAt: app.createdAt, expiresAt: '2201-02-03T10:00:00Z' }],
      },
      'Secret expires on 3 Feb 2201',
    ],
  ] as [Partial<OAuthApp>, RegExp | string][])('says how it stands: %j', async (more, words) => {
    opened({ 'GET /oauth/apps': listed(of(more)) });

    expect(await screen.findByText(words)).toBeVisible();
    expect(screen.queryByText('OK')).not.toBeInTheDocument();
  });

  it('says that there is none only once it knows, and teaches the first step', async () => {
    const answer = later();
    const { user, router } = opened({ 'GET /oauth/apps': answer.answer });
    expect(screen.queryByText('No OAuth apps yet')).not.toBeInTheDocument();

    answer.come(listed()());

    expect(await screen.findByText('No OAuth apps yet')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Add OAuth app' }));
    expect(router.state.location.search).toBe('?dialog=create-app');
  });

  it('says that they could not be loaded, and tries again', async () => {
    let fails = true;
    const { user } = opened({ 'GET /oauth/apps': () => (fails ? networkFails() : listed(app)()) });
    expect(await screen.findByText('The OAuth apps could not be loaded')).toBeVisible();
    fails = false;

    await user.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await row(/Acme app/)).toBeVisible();
  });

  it('lets an editor read, and change nothing', async () => {
    const { user } = opened({ 'GET /oauth/apps': listed(of({ managed: false })) }, roleOf('editor'));
    await user.click(await screen.findByRole('button', { name: 'Actions for Acme app' }));

    expect((await screen.findAllByRole('menuitem')).map((item) => item.textContent)).toEqual([
      'Show credentials',
      'Audit log',
    ]);
    expect(screen.queryByRole('button', { name: 'Add OAuth app' })).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'OAuth apps' })).toBeVisible();
  });

  it('says to an editor who adds them', async () => {
    opened({ 'GET /oauth/apps': listed() }, roleOf('editor'));

    expect(await screen.findByText(/Owners, administrators and managers of a workspace add OAuth apps/)).toBeVisible();
  });

  it('has no place in the navigation of a viewer', async () => {
    opened({ 'GET /oauth/apps': listed() }, roleOf('viewer'));

    expect(await screen.findByRole('link', { name: 'API keys' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'OAuth apps' })).not.toBeInTheDocument();
  });

  it.each([
    ['Edit', '?dialog=edit-app&oauthApp=app_1'],
    ['Add secret', '?dialog=add-app-secret&oauthApp=app_1'],
    ['Show credentials', '?app=app_1'],
    ['Audit log', '?target=app_1'],
    ['Delete OAuth app', '?dialog=delete-app&oauthApp=app_1'],
  ])('offers %s to those who manage it', async (action, address) => {
    const { user, router } = opened();
    await user.click(await screen.findByRole('button', { name: 'Actions for Acme app' }));

    await user.click(await screen.findByRole('menuitem', { name: action }));

    expect(router.state.location.search).toBe(address);
  });

  it('offers to remove a secret only of two, and to add one only to one', async () => {
    const two = [...app.secrets, { number: 2, setAt: '2026-11-20T00:00:00Z', expiresAt: null }];
    const { user } = opened({ 'GET /oauth/apps': listed(app, of({ id: 'app_2', name: 'Second', secrets: two })) });
    await user.click(await screen.findByRole('button', { name: 'Actions for Acme app' }));
    expect(await screen.findByRole('menuitem', { name: 'Remove secret' })).toBeDisabled();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('menuitem')).not.toBeInTheDocument());

    await user.click(screen.getByRole('button', { name: 'Actions for Second' }));
    expect(await screen.findByRole('menuitem', { name: 'Add secret' })).toBeDisabled();
    expect(screen.getByRole('menuitem', { name: 'Remove secret' })).toBeEnabled();
  });
});

describe('deleting an OAuth app', () => {
  const dialog = '?dialog=delete-app&oauthApp=app_1';
  const confirm = () => screen.findByRole('button', { name: 'Delete OAuth app' });
  const unused = { 'GET /oauth/apps': listed(of({ usedBy: 0 })) };

  it('is not possible while it is used, and says by how many', async () => {
    opened({}, me, dialog);

    expect(await confirm()).toBeDisabled();
    expect(screen.getByText(/2 credentials use it\./)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Show these credentials' })).toHaveAttribute(
      'href',
      '/credentials?app=app_1',
    );
  });

  it('says who uses it now, although the list did not know', async () => {
    const { user } = opened(
      { ...unused, 'DELETE /oauth/apps/app_1': () => problem(409, 'app_in_use', { usedBy: 3 }) },
      me,
      dialog,
    );
    await user.click(await confirm());

    expect(await screen.findByText(/3 credentials use it\./)).toBeVisible();
    expect(await confirm()).toBeDisabled();
  });

  it('is about the version that was seen', async () => {
    const { user, server } = opened(
      { ...unused, 'DELETE /oauth/apps/app_1': () => new Response(null, { status: 204 }) },
      me,
      dialog,
    );
    await user.click(await confirm());

    expect(await screen.findByText('Acme app deleted')).toBeVisible();
    expect(server.of('DELETE')[0]?.headers.get('If-Match')).toBe('"4"');
  });

  it('is told although the answer was lost', async () => {
    let deleted = false;
    const { user } = opened(
      {
        'GET /oauth/apps': () => (deleted ? listed()() : listed(of({ usedBy: 0 }))()),
        'DELETE /oauth/apps/app_1': () => {
          deleted = true;
          return networkFails();
        },
      },
      me,
      dialog,
    );
    await user.click(await confirm());

    expect(await screen.findByText('Acme app deleted')).toBeVisible();
    expect(await screen.findByText('No OAuth apps yet')).toBeVisible();
  });
});
