// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backend, json, networkFails, problem, type Call } from '../../testing/backend';
import { account, listed } from '../../testing/accounts';
import { show } from '../../testing/show';
import { Explain } from './Explain';

type Route = (call: Call) => Response | Promise<Response>;

const refused = {
  allowed: false,
  level: 'manage',
  reasons: ['The API key lacks the scope runtime:resolve. Create a key with this scope.'],
  codes: ['scope_missing'],
};

function opened(address: string, routes: Record<string, Route> = {}) {
  const server = backend({
    'GET /members': () => json({ items: [{ id: 'usr_1', name: 'Olga' }], next: null, total: 1 }),
    'GET /api-keys': () => json({ items: [{ id: 'key_1', name: 'engine' }], next: null, total: 1 }),
    'GET /service-accounts': listed(account),
    'GET /credentials/cred_1/explain': () => json(refused),
    ...routes,
  });
  return { ...show(<Explain id="cred_1" />, address), server };
}

const asked = (server: ReturnType<typeof opened>['server']) =>
  server.calls.filter(({ path }) => path.endsWith('/explain')).map(({ search }) => search);

describe('explaining', () => {
  it('answers for the API key that the address names', async () => {
    const { server } = opened('/credentials/cred_1/access?key=key_1');
    expect(await screen.findByText(/lacks the scope runtime:resolve/)).toBeVisible();
    expect(await screen.findByText('engine may not use it')).toBeVisible();
    expect(asked(server)).toEqual(['?key=key_1']);
  });

  it('answers for the person that the address names', async () => {
    const { server } = opened('/credentials/cred_1/access?person=usr_1', {
      'GET /credentials/cred_1/explain': () => json({ ...refused, allowed: true, reasons: ['Olga can use it.'] }),
    });
    expect(await screen.findByText('Olga may use it')).toBeVisible();
    expect(asked(server)).toEqual(['?person=usr_1']);
  });

  it('answers for the service account that is picked, and the address names it', async () => {
    const { user, router, server } = opened('/credentials/cred_1/access?key=key_1');
    await user.click(await screen.findByRole('combobox', { name: 'Person, service account or API key' }));
    await user.click(await screen.findByRole('option', { name: 'order-sync' }));
    expect(router.state.location.search).toBe('?serviceAccount=svc_1');
    expect(await screen.findByText('order-sync may not use it')).toBeVisible();
    expect(asked(server)).toEqual(['?key=key_1', '?serviceAccount=svc_1']);
  });

  it('says that the service accounts could not be loaded, and still answers', async () => {
    opened('/credentials/cred_1/access?serviceAccount=svc_1', { 'GET /service-accounts': networkFails });
    expect(await screen.findByText('The service accounts could not be loaded')).toBeVisible();
    expect(await screen.findByText('svc_1 may not use it')).toBeVisible();
  });

  it('asks about a key that has ended, which no list holds', async () => {
    opened('/credentials/cred_1/access?key=key_gone');
    expect(await screen.findByText('key_gone may not use it')).toBeVisible();
  });

  it('puts who is picked into the address, and asks about one at a time', async () => {
    const { user, router, server } = opened('/credentials/cred_1/access?person=usr_1');
    await user.click(await screen.findByRole('combobox', { name: 'Person, service account or API key' }));
    await user.click(await screen.findByRole('option', { name: 'engine' }));
    expect(router.state.location.search).toBe('?key=key_1');
    expect(await screen.findByText('engine may not use it')).toBeVisible();
    expect(asked(server)).toEqual(['?person=usr_1', '?key=key_1']);
  });

  it('says what could not be read', async () => {
    opened('/credentials/cred_1/access?key=key_1', {
      'GET /api-keys': networkFails,
      'GET /credentials/cred_1/explain': () => problem(404, 'not_found'),
    });
    expect(await screen.findByText(/The API keys could not be loaded/)).toBeVisible();
    expect(await screen.findByText(/The answer could not be loaded/)).toBeVisible();
  });
});
