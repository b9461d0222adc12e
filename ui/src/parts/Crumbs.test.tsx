// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { rememberList } from '../lib/lastList';
import { backend, json } from '../testing/backend';
import { github } from '../testing/data';
import { show } from '../testing/show';
import { Crumbs } from './Crumbs';

describe('the breadcrumb', () => {
  beforeEach(() => {
    sessionStorage.clear();
    backend({ 'GET /connectors': () => json({ items: [github], next: null }) });
  });

  it('leads back to the list with its filters, and names them', async () => {
    rememberList(
      '/credentials',
      new URLSearchParams('scope=workspace&connector=github&q=acme&dialog=edit&credential=x'),
    );
    show(<Crumbs />);

    expect(await screen.findByText('· filtered: “acme”, Workspace, GitHub')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Credentials' })).toHaveAttribute(
      'href',
      '/credentials?scope=workspace&connector=github&q=acme',
    );
  });

  it('leads to the whole list where none was seen', async () => {
    show(<Crumbs to="/connectors">Connectors</Crumbs>);
    expect(await screen.findByRole('link', { name: 'Connectors' })).toHaveAttribute('href', '/connectors');
    expect(screen.queryByText(/filtered/)).not.toBeInTheDocument();
  });
});
