// @vitest-environment jsdom
import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { CredentialPage } from '../screens/credential/CredentialPage';
import { NameCell } from '../screens/credentials/NameCell';
import { Routes, Route } from 'react-router';
import { backend, json } from '../testing/backend';
import { credential, github } from '../testing/data';
import { show } from '../testing/show';
import { CredentialDialogs } from '../dialogs/CredentialDialogs';
import { Crumbs } from './Crumbs';

const none = { items: [], next: null, total: 0 };
const filtered = '/credentials?scope=workspace&connector=github&q=acme';

/** A list with one credential, its page, and another list. */
function opened(address: string) {
  backend({
    'GET /connectors': () => json({ items: [github], next: null }),
    'GET /connectors/github': () => json(github),
    'GET /credentials/cred_1': () => json(credential),
    'GET /credentials/cred_1/flows': () => json(none),
    'GET /credentials/cred_1/versions': () => json(none),
    'GET /credentials/cred_1/usage': () => json({ days: [], flows: [], users: [], total: 0 }),
    'DELETE /credentials/cred_1': () => new Response(null, { status: 204 }),
  });
  return show(
    <>
      <Routes>
        <Route path="/credentials" element={<NameCell credential={credential} />} />
        <Route path="/credentials/:id/:tab?" element={<CredentialPage />} />
        <Route path="/connectors/:id" element={<Crumbs to="/connectors">Connectors</Crumbs>} />
      </Routes>
      <CredentialDialogs />
    </>,
    address,
  );
}

const back = () => screen.findByRole('link', { name: 'Credentials' });

describe('the breadcrumb', () => {
  beforeEach(() => sessionStorage.clear());

  it('leads back to the list with its filters, and names them', async () => {
    const { user } = opened(`${filtered}&dialog=share&credential=x`);
    await user.click(await screen.findByRole('link', { name: 'acme-ci' }));

    expect(await screen.findByText('· filtered: “acme”, Workspace, GitHub')).toBeVisible();
    expect(await back()).toHaveAttribute('href', filtered);
  });

  it('keeps them while one goes through the tabs and dialogs of the page', async () => {
    const { user } = opened(filtered);
    await user.click(await screen.findByRole('link', { name: 'acme-ci' }));
    await user.click(await screen.findByRole('tab', { name: 'Versions' }));
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    await screen.findByRole('dialog');
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());

    expect(await back()).toHaveAttribute('href', filtered);
  });

  it('leads back there after the credential was deleted', async () => {
    const { user, router } = opened(filtered);
    await user.click(await screen.findByRole('link', { name: 'acme-ci' }));
    await screen.findByRole('tab', { name: 'Overview' });
    await user.click(screen.getByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: /^Delete/ }));
    const remove = await screen.findByRole('button', { name: /^Delete/ });
    await waitFor(() => expect(remove).toBeEnabled());
    await user.click(remove);

    await waitFor(() => expect(router.state.location.pathname + router.state.location.search).toBe(filtered));
  });

  it('says nothing of a list that was seen earlier when one comes from elsewhere', async () => {
    const { user, router } = opened(filtered);
    await user.click(await screen.findByRole('link', { name: 'acme-ci' }));
    await screen.findByText(/filtered/);
    await act(() => router.navigate('/connectors/github'));
    await screen.findByRole('link', { name: 'Connectors' });
    await act(() => router.navigate('/credentials/cred_1'));

    expect(await back()).toHaveAttribute('href', '/credentials');
    expect(screen.queryByText(/filtered/)).not.toBeInTheDocument();
  });

  it('leads to the whole list where none was seen', async () => {
    opened('/connectors/github');
    expect(await screen.findByRole('link', { name: 'Connectors' })).toHaveAttribute('href', '/connectors');
    expect(screen.queryByText(/filtered/)).not.toBeInTheDocument();
  });
});
