// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { listed } from '../../testing/accounts';
import { app } from '../../testing/apps';
import { backend } from '../../testing/backend';
import { show } from '../../testing/show';
import { FilterBar } from './FilterBar';
import { useFilters } from './useFilters';

function Bar() {
  return <FilterBar filters={useFilters()} summary={undefined} />;
}

it('names the OAuth app in whose credentials the list is narrowed, and can be removed', async () => {
  backend({ 'GET /oauth/apps': listed(app) });
  const { user, router } = show(<Bar />, '/credentials?app=app_1&status=failing');
  await user.click(await screen.findByRole('button', { name: 'Remove the filter OAuth app: Acme app' }));

  expect(router.state.location.search).toBe('?status=failing');
});

it('is there only where the address asks for it', () => {
  backend({});
  show(<Bar />, '/credentials');

  expect(screen.queryByText(/OAuth app/)).not.toBeInTheDocument();
});
