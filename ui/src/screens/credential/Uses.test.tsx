// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { usage as text } from '../../text/credential';
import { credential } from '../../testing/data';
import { show } from '../../testing/show';
import { UsesPanel } from './Uses';

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
