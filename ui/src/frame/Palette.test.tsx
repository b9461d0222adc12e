// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backend, json, later, networkFails, type Call } from '../testing/backend';
import type { Me } from '../api/types';
import { credential, github, me } from '../testing/data';
import { show } from '../testing/show';
import { Palette } from './Palette';

type Route = (call: Call) => Response | Promise<Response>;

function opened(routes: Record<string, Route> = {}, address = '/credentials', who = me) {
  const server = backend({
    'GET /connectors': () => json({ items: [github, { ...github, id: 'postgresql', name: 'PostgreSQL' }], next: null }),
    'GET /credentials': () => json({ items: [credential], next: null, total: 1 }),
    'GET /api-keys': () => json({ items: [{ id: 'key_1', name: 'billing-worker', prefix: 'mrt_ab' }], next: null }),
    ...routes,
  });
  const page = show(<Palette opened onClose={() => undefined} openKeys={() => undefined} />, address, who);
  return { ...page, server };
}

const input = () => screen.findByPlaceholderText(/Find a credential/);

describe('the palette', () => {
  it.each([
    ['acme-ic', /^acme-ci/, '/credentials/cred_1'],
    ['postgers', /PostgreSQL/, '/connectors/postgresql'],
    ['biling', /billing-worker/, '/settings/api-keys'],
    ['add cred', /Add cred/, '/credentials?dialog=add'],
    ['create api', /Create API key/, '/credentials?dialog=create-key'],
    ['create service', /Create service account/, '/credentials?dialog=create-service-account'],
    ['service acc', /^Service acc/, '/settings/service-accounts'],
    ['audit', /^Audit$/, '/audit'],
  ])('finds what “%s” means and goes there', async (typed, name, address) => {
    const { user, router } = opened();
    await user.type(await input(), typed);
    expect(await screen.findByRole('button', { name })).toBeVisible();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(router.state.location.pathname + router.state.location.search).toBe(address));
  });

  it.each(['theme', 'sign out', 'verify', 'keyboard'])('knows the action “%s”', async (typed) => {
    const { user } = opened();
    await user.type(await input(), typed);
    expect(
      (await screen.findAllByRole('button', { name: /Colours|Sign out|Verify audit log|Keyboard/ }))[0],
    ).toBeVisible();
  });

  it('shows what only the server finds', async () => {
    const { user } = opened({
      'GET /credentials': () => json({ items: [{ ...credential, name: 'warehouse' }], next: null }),
    });
    await user.type(await input(), 'qq.internal');
    expect(await screen.findByRole('button', { name: /warehouse/ })).toBeVisible();
  });

  it('says that it still searches while the answer hangs, and what failed', async () => {
    const { user } = opened({ 'GET /credentials': later().answer });
    await user.type(await input(), 'qqqqq');
    expect(await screen.findByText('Searching…')).toBeVisible();
  });

  it('says that credentials could not be searched', async () => {
    const { user } = opened({ 'GET /credentials': networkFails });
    await user.type(await input(), 'qqqqq');
    expect(await screen.findByText('The credentials could not be loaded')).toBeVisible();
  });

  it('finds actions on a credential', async () => {
    const { user, router } = opened();
    await user.type(await input(), 'rotate acme');
    await user.click(await screen.findByRole('button', { name: /^Rotate/ }));
    expect(router.state.location.search).toBe('?dialog=rotate&credential=cred_1');
  });

  it.each([
    ['Edit', (address: string) => expect(address).toContain('?dialog=edit&credential=cred_2')],
    ['Rotate', (address: string) => expect(address).toContain('?dialog=rotate&credential=cred_2')],
    ['Test', () => undefined],
  ])('offers %s for the credential whose page is shown, before anything is typed', async (name, leads) => {
    const { user, router, server } = opened(
      {
        'GET /credentials/cred_2': () => json({ ...credential, id: 'cred_2', name: 'here' }),
        'POST /credentials/cred_2/test': () => json({ ok: true }),
      },
      '/credentials/cred_2/versions',
    );
    await user.click(await screen.findByRole('button', { name: `${name} here` }));
    leads(router.state.location.pathname + router.state.location.search);
    await waitFor(() => expect(server.of('POST')).toHaveLength(name === 'Test' ? 1 : 0));
  });

  it('creates no service account for somebody who manages no workspace', async () => {
    const workspaces = me.workspaces.map((one) => ({ ...one, role: 'editor' }));
    const { user } = opened({}, '/credentials', { ...me, role: 'member', workspaces } as Me);
    await user.type(await input(), 'service acc');
    expect(await screen.findByRole('button', { name: /^Service acc/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Create/ })).not.toBeInTheDocument();
  });

  it('offers nothing that the person may not do', async () => {
    const { user } = opened({
      'GET /credentials': () => json({ items: [{ ...credential, level: 'use' }], next: null }),
    });
    await user.type(await input(), 'acme-ci');
    expect(await screen.findByRole('button', { name: 'Test acme-ci' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Rotate acme-ci' })).not.toBeInTheDocument();
  });
});
