// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { backend, json, later, networkFails, problem, type Call } from '../../testing/backend';
import { credential, github } from '../../testing/data';
import { show } from '../../testing/show';
import { Credentials } from './Credentials';

type Route = (call: Call) => Response | Promise<Response>;

const summary = {
  total: 63,
  untested: 0,
  byConnector: { github: 7, gitlab: 56 },
  byStatus: { active: 63 },
  byScope: {},
  byType: {},
};
const page = { items: [credential], next: null, total: 7 };

function opened(address: string, routes: Record<string, Route> = {}) {
  const server = backend({
    'GET /connectors': () => json({ items: [github, { ...github, id: 'gitlab', name: 'GitLab' }], next: null }),
    'GET /credentials': () => json(page),
    'GET /credentials/summary': () => json(summary),
    ...routes,
  });
  return { ...show(<Credentials />, address), server };
}

const title = () => screen.findByRole('heading', { level: 1 });

describe('the count in the title', () => {
  it.each([
    ['/credentials', 'Credentials63'],
    ['/credentials?connector=github', 'Credentials7 of 63'],
    ['/credentials?q=nothing', 'Credentials7 of 63'],
    ['/credentials?view=service&q=github', 'Credentials7 of 63'],
  ])('is what %s shows', async (address, shown) => {
    opened(address);
    await waitFor(async () => expect(await title()).toHaveTextContent(shown));
  });

  it('claims no more than the server counted', async () => {
    opened('/credentials?q=a', { 'GET /credentials': () => json({ ...page, total: undefined }) });
    await waitFor(async () => expect(await title()).toHaveTextContent('Credentials10,000+ of 63'));
  });
});

describe('the list', () => {
  it('says why it cannot be read, and tries again', async () => {
    let fails = true;
    const { user } = opened('/credentials', { 'GET /credentials': () => (fails ? networkFails() : json(page)) });
    expect(await screen.findByText('The credentials could not be loaded')).toBeVisible();
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(screen.queryByText('The credentials could not be loaded')).not.toBeInTheDocument());
  });

  it('shows the search and the filters while the answer hangs', async () => {
    opened('/credentials', { 'GET /credentials': later().answer });
    expect(await screen.findByRole('searchbox')).toBeVisible();
    expect(screen.queryByText(/No credential/)).not.toBeInTheDocument();
  });

  it('offers to clear filters that hide everything', async () => {
    const { user, router } = opened('/credentials?q=nothing', {
      'GET /credentials': () => json({ items: [], next: null, total: 0 }),
    });
    await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
    expect(router.state.location.search).toBe('');
  });

  it('says why services cannot be shown', async () => {
    opened('/credentials?view=service', { 'GET /credentials/summary': () => problem(503, 'unavailable') });
    expect(await screen.findByText(/could not be loaded/)).toBeVisible();
  });
});

describe('on a phone', () => {
  const { matchMedia } = window;
  afterEach(() => void (window.matchMedia = matchMedia));

  it('folds the filters behind one button that says how many hold', async () => {
    window.matchMedia = vi.fn((query: string) => ({ ...matchMedia(query), matches: query.includes('max-width') }));
    const { user } = opened('/credentials?scope=workspace&status=active');
    const unfold = await screen.findByRole('button', { name: 'Filters (2)' });
    expect(screen.queryByRole('group', { name: 'Scope' })).not.toBeInTheDocument();
    expect(screen.getByRole('searchbox')).toBeVisible();

    await user.click(unfold);
    expect(await screen.findByRole('group', { name: 'Scope' })).toBeVisible();
    expect(unfold).toHaveAttribute('aria-expanded', 'true');
  });
});
