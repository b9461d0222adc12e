// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Credential } from '../api/types';
import { backend, json, later, networkFails, problem, type Call } from '../testing/backend';
import { credential, github } from '../testing/data';
import { show } from '../testing/show';
import { CredentialDialogs } from './CredentialDialogs';

type Route = (call: Call) => Response | Promise<Response>;
type Case = { dialog: string; title: string; button: string; call: string; type?: [string, string]; done: string };

const none = { items: [], next: null, total: 0 };

const cases: Case[] = [
  {
    dialog: 'revoke',
    title: 'Revoke acme-ci?',
    button: 'Revoke credential',
    call: 'POST /credentials/cred_1/revoke',
    done: 'acme-ci revoked',
  },
  {
    dialog: 'restore',
    title: 'Restore acme-ci?',
    button: 'Restore',
    call: 'POST /credentials/cred_1/restore',
    done: 'acme-ci restored',
  },
  {
    dialog: 'rollback',
    title: 'Roll back acme-ci?',
    button: 'Roll back',
    call: 'POST /credentials/cred_1/rollback',
    done: 'acme-ci rolled back',
  },
  {
    dialog: 'duplicate',
    title: 'Duplicate acme-ci',
    button: 'Duplicate',
    call: 'POST /credentials/cred_1/duplicate',
    done: 'acme-ci created without a secret',
  },
  {
    dialog: 'rotate',
    title: 'Rotate acme-ci',
    button: 'Rotate',
    call: 'POST /credentials/cred_1/rotate',
    type: ['Token', 'ghp_fake'],
    done: 'acme-ci rotated',
  },
];

async function opened({ dialog, title, type }: Case, routes: Record<string, Route>) {
  const shown = { ...credential, status: dialog === 'restore' ? 'revoked' : 'active' } as Credential;
  const server = backend({
    'GET /connectors': () => json({ items: [github], next: null }),
    'GET /connectors/github': () => json(github),
    'GET /credentials': () => json(none),
    'GET /credentials/cred_1': () => json(shown),
    'GET /credentials/cred_1/flows': () => json(none),
    'GET /credentials/cred_1/usage': () => json({ days: [], flows: [], users: [], total: 0 }),
    ...routes,
  });
  const page = show(<CredentialDialogs />, `/credentials?dialog=${dialog}&credential=cred_1`);
  const box = within(await screen.findByRole('dialog', { name: title }));
  if (type) await page.user.type(await box.findByLabelText(type[0]), type[1]);
  return { ...page, server, box, changes: () => server.of('POST') };
}

describe.each(cases)('$dialog', (one) => {
  const { button, call, done, type } = one;

  it('says that the network failed, keeps what was typed, and works at the next attempt', async () => {
    let fails = true;
    const { user, box } = await opened(one, { [call]: () => (fails ? networkFails() : json(credential)) });
    await user.click(box.getByRole('button', { name: button }));
    expect(await box.findByText(/The server cannot be reached/)).toBeVisible();
    if (type) expect(box.getByLabelText(type[0])).toHaveValue(type[1]);

    fails = false;
    await user.click(box.getByRole('button', { name: button }));
    expect(await screen.findByText(done)).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('sends nothing twice while the answer hangs', async () => {
    const { user, box, changes } = await opened(one, { [call]: later().answer });
    const confirm = box.getByRole('button', { name: button });
    await user.click(confirm);
    fireEvent.submit(confirm);
    await waitFor(() => expect(changes()).not.toHaveLength(0));
    expect(changes()).toHaveLength(1);
  });

  it('closes when the answer comes late', async () => {
    const late = later();
    const { user, box } = await opened(one, { [call]: late.answer });
    await user.click(box.getByRole('button', { name: button }));
    expect(screen.queryByText(done)).not.toBeInTheDocument();
    late.come(json(credential));
    expect(await screen.findByText(done)).toBeVisible();
  });

  it('shows the reason of a refusal', async () => {
    const refusal = problem(403, 'forbidden', { detail: 'Only its managers may do this.' });
    const { user, box } = await opened(one, { [call]: () => refusal.clone() });
    await user.click(box.getByRole('button', { name: button }));
    expect(await box.findByText('Only its managers may do this.')).toBeVisible();
  });
});

describe('a dialog about what cannot be read', () => {
  it('says so, and opens when it can be', async () => {
    let fails = true;
    backend({
      'GET /credentials/cred_1': () => (fails ? networkFails() : json(credential)),
    });
    const { user } = show(<CredentialDialogs />, '/credentials?dialog=restore&credential=cred_1');
    expect(await screen.findByText('The credential could not be loaded')).toBeVisible();
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByRole('dialog', { name: 'Restore acme-ci?' })).toBeVisible();
  });
});
