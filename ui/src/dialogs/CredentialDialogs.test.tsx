// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { backend, json } from '../testing/backend';
import { credential, github } from '../testing/data';
import { show } from '../testing/show';
import { CredentialDialogs } from './CredentialDialogs';

const none = { items: [], next: null, total: 0 };

beforeEach(() => {
  backend({
    'GET /connectors': () => json({ items: [{ ...github, id: 'gitlab', name: 'GitLab' }, github], next: null }),
    'GET /connectors/github': () => json(github),
    'GET /members': () => json(none),
    'GET /credentials': () => json(none),
    'GET /credentials/cred_1': () => json(credential),
    'POST /credentials/cred_1/duplicate': () => json({ ...credential, id: 'cred_2' }),
    'GET /credentials/cred_1/flows': () => json(none),
    'GET /credentials/cred_1/usage': () => json({ days: [], flows: [], users: [], total: 0 }),
  });
});

const list = '/credentials?scope=workspace';

describe('the address of a dialog', () => {
  it.each([
    ['add', 'Add credential'],
    ['edit', 'Edit acme-ci'],
    ['rotate', 'Rotate acme-ci'],
    ['duplicate', 'Duplicate acme-ci'],
    ['share', 'Share acme-ci'],
    ['revoke', 'Revoke acme-ci?'],
    ['restore', 'Restore acme-ci?'],
    ['rollback', 'Roll back acme-ci?'],
    ['delete', 'Delete acme-ci?'],
  ])('opens %s, and Back closes it above the same list', async (dialog, title) => {
    const { router } = show(<CredentialDialogs />, list);
    await router.navigate(`${list}&dialog=${dialog}&credential=cred_1`);
    expect(await screen.findByRole('dialog', { name: title })).toBeVisible();

    await router.navigate(-1);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(router.state.location.pathname + router.state.location.search).toBe(list);
  });

  it('asks before Back drops what was typed', async () => {
    const { router, user } = show(<CredentialDialogs />, list);
    await router.navigate(`${list}&dialog=rotate&credential=cred_1`);
    await user.type(await screen.findByLabelText('Token'), 'ghp_fake');
    await router.navigate(-1);
    await user.click(await screen.findByRole('button', { name: 'Keep editing' }));
    expect(screen.getByLabelText('Token')).toHaveValue('ghp_fake');
    expect(router.state.location.search).toContain('dialog=rotate');

    await router.navigate(-1);
    await user.click(await screen.findByRole('button', { name: 'Discard changes' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(router.state.location.pathname + router.state.location.search).toBe(list);
  });

  it('goes to the duplicate without asking about the name that was typed', async () => {
    const { router, user } = show(<CredentialDialogs />, `${list}&dialog=duplicate&credential=cred_1`);
    await user.type(await screen.findByLabelText('Name'), '-2');
    await user.click(screen.getByRole('button', { name: 'Duplicate' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/credentials/cred_2'));
    expect(screen.queryByRole('button', { name: 'Discard changes' })).not.toBeInTheDocument();
  });

  it('holds the service that was picked, without asking about what is typed', async () => {
    const { router, user } = show(<CredentialDialogs />, `${list}&dialog=add&service=gitlab`);
    await user.type(await screen.findByLabelText('Token'), 'ghp_fake');
    await user.click(screen.getByLabelText('Service'));
    await user.click(await screen.findByRole('option', { name: /GitHub/ }));

    await waitFor(() => expect(router.state.location.search).toBe('?scope=workspace&dialog=add&service=github'));
    expect(screen.queryByRole('button', { name: 'Discard changes' })).not.toBeInTheDocument();
  });
});
