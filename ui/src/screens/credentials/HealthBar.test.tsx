// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CredentialSummary } from '../../api/types';
import { useCredentials } from '../../api/credentials';
import { backend, json } from '../../testing/backend';
import { show } from '../../testing/show';
import { HealthBar } from './HealthBar';
import { useFilters } from './useFilters';

const summary: CredentialSummary = {
  total: 10,
  untested: 3,
  byStatus: { active: 8, failing: 2 },
  byConnector: {},
  byScope: {},
  byType: {},
};

function Screen() {
  const filters = useFilters();
  useCredentials(filters.filter);
  return <HealthBar summary={summary} filters={filters} />;
}

function opened(address: string) {
  const server = backend({ 'GET /credentials': () => json({ items: [], next: null, total: 0 }) });
  return { ...show(<Screen />, address), asked: () => server.of('GET').at(-1)?.search };
}

describe('the health bar', () => {
  it('counts untested ones apart from active ones, so that the counts add up to the total', async () => {
    opened('/credentials');
    const counts = (await screen.findAllByRole('button')).map(({ textContent }) => textContent);
    expect(counts).toEqual(['5 active', '3 untested', '2 failing']);
    expect(counts.reduce((sum, text) => sum + Number.parseInt(text ?? '', 10), 0)).toBe(summary.total);
  });

  it.each([
    [/untested/, 'untested', ['status=active', 'tested=false']],
    [/active/, 'active', ['status=active', 'tested=true']],
    [/failing/, 'failing', ['status=failing']],
  ])('lists what %s counts', async (name, status, parts) => {
    const { user, router, asked } = opened('/credentials');
    await user.click(await screen.findByRole('button', { name }));
    expect(router.state.location.search).toContain(`status=${status}`);
    expect(screen.getByRole('button', { name })).toHaveAttribute('aria-pressed', 'true');
    for (const part of parts) expect(asked()).toContain(part);
    if (status === 'failing') expect(asked()).not.toContain('tested=');
  });
});
