// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backend, json, later, networkFails } from '../../testing/backend';
import { show } from '../../testing/show';
import { ApiKeys } from './ApiKeys';

const key = {
  id: 'key_1',
  name: 'billing-engine',
  prefix: 'mrt_abcd',
  scopes: ['runtime:resolve'],
  workspaces: [{ id: 'ws_1', name: 'Default' }],
  flows: null,
  damaged: false,
  expiresAt: null,
  uses: 12_947,
  lastUsedAt: null,
  oldTokenUntil: null,
  createdAt: '2026-11-01T00:00:00Z',
  createdBy: { id: 'usr_1', name: 'Olga' },
  version: 1,
};
const page = (...items: object[]) => json({ items, next: null, total: items.length });

describe('the table of API keys', () => {
  it('shows what a key may do, where, and how much it is used', async () => {
    backend({ 'GET /api-keys': () => page(key) });

    show(<ApiKeys />, '/settings/api-keys');

    const row = await screen.findByRole('row', { name: /billing-engine/ });
    expect(row).toHaveTextContent('mrt_abcd');
    expect(within(row).getByText('Resolve credentials')).toBeVisible();
    expect(within(row).getByText('Default')).toBeVisible();
    expect(within(row).getByText('12,947')).toBeVisible();
  });

  it('says that there is none only once it knows', async () => {
    const answer = later();
    backend({ 'GET /api-keys': answer.answer });
    show(<ApiKeys />, '/settings/api-keys');
    expect(screen.queryByText('No API keys yet')).not.toBeInTheDocument();

    answer.come(page());

    expect(await screen.findByText('No API keys yet')).toBeVisible();
  });

  it('says that they could not be loaded, and tries again', async () => {
    let fails = true;
    backend({ 'GET /api-keys': () => (fails ? networkFails() : page(key)) });
    const { user } = show(<ApiKeys />, '/settings/api-keys');
    expect(await screen.findByText('The API keys could not be loaded')).toBeVisible();
    fails = false;

    await user.click(screen.getByRole('button', { name: 'Retry' }));

    expect(await screen.findByRole('row', { name: /billing-engine/ })).toBeVisible();
  });

  it('names the service account that a key belongs to', async () => {
    backend({
      'GET /api-keys': () =>
        page({ ...key, serviceAccount: { id: 'svc_1', name: 'order-sync' } }, { ...key, id: 'key_2', name: 'own' }),
    });
    show(<ApiKeys />, '/settings/api-keys');

    const row = await screen.findByRole('row', { name: /billing-engine/ });
    expect(row).toHaveTextContent('Belongs to order-sync (service account)');
    expect(screen.getByRole('row', { name: /own/ })).not.toHaveTextContent('Belongs to');
  });

  it.each([
    ['of a service account that somebody else created', { serviceAccount: { id: 'svc_1', name: 'order-sync' } }, 1],
    ['of another person', { serviceAccount: null }, 0],
  ])('offers to rotate a key %s: %#', async (_, owner, offers) => {
    backend({ 'GET /api-keys': () => page({ ...key, createdBy: { id: 'usr_2', name: 'Mia' }, ...owner }) });
    const { user } = show(<ApiKeys />, '/settings/api-keys');
    await user.click(await screen.findByRole('button', { name: 'Actions for billing-engine' }));

    await screen.findByRole('menuitem', { name: 'Revoke API key' });
    expect(screen.queryAllByRole('menuitem', { name: 'Rotate' })).toHaveLength(offers);
  });

  it('limits a key of a service account to the workspace of that only', async () => {
    backend({
      'GET /api-keys': () => page({ ...key, workspaces: null, serviceAccount: { id: 'svc_1', name: 'order-sync' } }),
      'GET /service-accounts': () =>
        page({ id: 'svc_1', name: 'order-sync', workspace: { id: 'ws_2', name: 'Sales' }, role: 'manager' }),
    });
    const { user } = show(<ApiKeys />, '/settings/api-keys?dialog=edit-key&key=key_1');
    await user.click(await screen.findByRole('combobox', { name: 'Workspaces' }));

    expect(await screen.findByRole('option', { name: 'Sales' })).toBeVisible();
    expect(screen.queryByRole('option', { name: 'Default' })).not.toBeInTheDocument();
  });
});
