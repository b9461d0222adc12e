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
});
