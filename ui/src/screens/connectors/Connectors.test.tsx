// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { describe, expect, it } from 'vitest';
import { backend, json, later, networkFails, problem, type Call } from '../../testing/backend';
import { github, http } from '../../testing/data';
import { show } from '../../testing/show';
import { ConnectorPage } from './ConnectorPage';
import { Connectors } from './Connectors';

type Answers = Record<string, (call: Call) => Response | Promise<Response>>;

const summary = { total: 7, byConnector: { github: 7 }, byStatus: {}, byScope: {}, byType: {} };
const all = [github, http].map((connector) => ({ ...connector, category: 'utility' }));

function opened(address: string, answers: Answers = {}) {
  const server = backend({
    'GET /connectors': () => json({ items: all, next: null }),
    'GET /connectors/github': () => json(github),
    'GET /credentials/summary': () => json(summary),
    ...answers,
  });
  const screens = (
    <Routes>
      <Route path="/connectors" element={<Connectors />} />
      <Route path="/connectors/:id" element={<ConnectorPage />} />
    </Routes>
  );
  return { ...show(screens, address), server };
}

describe('the connectors', () => {
  it.each([80, 200])('lose no letter of the search when a key comes every %i ms', async (delay) => {
    const { router } = opened('/connectors');
    const input = await screen.findByRole('searchbox');
    await userEvent.setup({ delay }).type(input, 'github');
    expect(input).toHaveValue('github');
    await waitFor(() => expect(router.state.location.search).toBe('?q=github'));
    await waitFor(() => expect(screen.queryByText('HTTP')).not.toBeInTheDocument());
    expect(input).toHaveValue('github');
  });

  it('are read again when they could not be read', async () => {
    let fails = true;
    const { user } = opened('/connectors', {
      'GET /connectors': () => (fails ? networkFails() : json({ items: all, next: null })),
    });
    expect(await screen.findByText('The connectors could not be loaded')).toBeVisible();
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('GitHub')).toBeVisible();
  });

  it('appear when the answer comes late, and are not called absent before', async () => {
    const late = later();
    opened('/connectors', { 'GET /connectors': late.answer });
    await screen.findByRole('searchbox');
    expect(screen.queryByText('No services match')).not.toBeInTheDocument();
    late.come(json({ items: all, next: null }));
    expect(await screen.findByText('GitHub')).toBeVisible();
  });
});

describe('the page of a connector', () => {
  it('leads back to the list as it was searched', async () => {
    const { user } = opened('/connectors?q=git');
    await user.click(await screen.findByRole('link', { name: /GitHub/ }));
    expect(await screen.findByRole('link', { name: 'Connectors' })).toHaveAttribute('href', '/connectors?q=git');
    expect(screen.getByText('· filtered: “git”')).toBeVisible();
  });

  it('says why it cannot be shown', async () => {
    opened('/connectors/github', { 'GET /connectors/github': networkFails });
    expect(await screen.findByText('The connector could not be loaded')).toBeVisible();
  });

  it('says that there is none of that id', async () => {
    opened('/connectors/none', { 'GET /connectors/none': () => problem(404, 'not_found') });
    expect(await screen.findByText('Page not found')).toBeVisible();
  });
});
