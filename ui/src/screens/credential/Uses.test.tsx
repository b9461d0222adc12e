// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { usage as text } from '../../text/credential';
import { credential } from '../../testing/data';
import { show } from '../../testing/show';
import { UsedByPanel, UsesPanel } from './Uses';

const days = [
  { date: '2026-11-01', ok: 1_200, failed: 0 },
  { date: '2026-11-02', ok: 0, failed: 3 },
];

// What jsdom has not: nothing comes into view.
beforeEach(
  () =>
    void vi.stubGlobal(
      'IntersectionObserver',
      class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    ),
);

describe('the chart of uses', () => {
  it('says in words what it shows', async () => {
    show(<UsesPanel credential={credential} usage={{ days, total: 1_203, users: [], flows: [] }} />);
    expect(
      await screen.findByRole('img', { name: 'Uses per day in the last 30 days: 1,203 in all, 3 of them failed' }),
    ).toBeVisible();
  });

  it.each([
    [0, '0 uses'],
    [1, '1 use'],
    [1_200, '1,200 uses'],
  ])('labels %i on its axis', (count, label) => {
    expect(text.count(count)).toBe(label);
  });
});

describe('Used by', () => {
  const user = {
    type: 'key' as const,
    id: 'key_1',
    name: 'engine',
    serviceAccount: null,
    ended: null,
    flow: null,
    ok: 3,
    failed: 0,
    lastAt: null,
  };
  const account = { id: 'svc_1', name: 'order-sync' };

  it.each([
    ['a key of a person', user, 'engine', 'Outside engine'],
    ['a flow that a key names', { ...user, flow: 'nightly' }, 'nightly', 'Outside engine · key engine'],
    ['a service account', { ...user, serviceAccount: account }, 'order-sync', 'Outside engine · key engine'],
    [
      'a flow of a service account',
      { ...user, flow: 'nightly', serviceAccount: account },
      'nightly',
      'Outside engine · key engine · service account order-sync',
    ],
    [
      'a deleted service account',
      { ...user, serviceAccount: account, ended: 'owner_deleted' as const },
      'order-sync',
      'Outside engine · key engine · service account deleted',
    ],
    ['a revoked key', { ...user, ended: 'key_revoked' as const }, 'engine', 'Outside engine · revoked'],
    ['an expired key', { ...user, ended: 'key_expired' as const }, 'engine', 'Outside engine · expired'],
  ])('names %s', async (_, shown, name, aside) => {
    show(<UsedByPanel users={[shown]} />);
    expect(await screen.findByText(name)).toBeVisible();
    expect(screen.getByText(aside)).toBeVisible();
  });
});
