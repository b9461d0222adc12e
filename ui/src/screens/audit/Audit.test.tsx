// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../api/types';
import { exactTime } from '../../lib/time';
import { backend, json, later, networkFails, problem, type Call } from '../../testing/backend';
import { account, listed } from '../../testing/accounts';
import { show } from '../../testing/show';
import { Audit } from './Audit';

type Route = (call: Call) => Response | Promise<Response>;

const refused: AuditEvent = {
  seq: 41,
  at: '2026-11-20T12:00:00Z',
  actor: { type: 'api_key', id: 'key_1', name: 'engine' },
  action: 'credential.refused',
  target: { type: 'credential', id: 'cred_1', name: 'acme-ci' },
  outcome: 'refused',
  reason: 'not_permitted',
  hash: 'ab12',
};
const absent: AuditEvent = {
  ...refused,
  seq: 40,
  actor: { type: 'user', id: 'usr_2', name: 'Mia' },
  target: { type: 'credential', name: 'acme-cy' },
  reason: 'not_found',
};
const none = { items: [], next: null, total: 0 };

function opened(address: string, routes: Record<string, Route> = {}) {
  const server = backend({
    'GET /audit': () => json({ items: [refused, absent], next: null, total: 2 }),
    'GET /audit/actions': () => json({ items: ['credential.refused'], next: null }),
    'GET /members': () => json(none),
    'GET /api-keys': () => json(none),
    'GET /service-accounts': listed(account),
    'GET /credentials': () => json(none),
    ...routes,
  });
  return { ...show(<Audit />, address), server };
}

const drawer = (seq: number) => screen.findByRole('dialog', { name: `Event ${seq}` });

describe('an event of the audit log', () => {
  it('has an address, and Back closes it', async () => {
    const { user, router } = opened('/audit?action=credential.refused');
    await user.click(await screen.findByRole('button', { name: 'Details of event 41' }));
    expect(await drawer(41)).toBeVisible();
    expect(router.state.location.search).toBe('?action=credential.refused&event=41');

    await router.navigate(-1);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(router.state.location.search).toBe('?action=credential.refused');
  });

  it('opens from its address although it is on no page that was read', async () => {
    const { user, router } = opened('/audit?event=7', {
      'GET /audit/7': () => json({ ...refused, seq: 7, hash: 'cd34' }),
    });
    expect(await screen.findByText('cd34')).toBeVisible();

    await user.keyboard('{Escape}');
    await waitFor(() => expect(router.state.location.search).toBe(''));
  });

  it.each([
    [
      'is there no more',
      () => problem(404, 'not_found', { detail: 'Event 7 was not found.' }),
      /Event 7 was not found/,
    ],
    ['cannot be read', networkFails, /The server cannot be reached/],
  ])('says so where it %s', async (_, answer, said) => {
    opened('/audit?event=7', { 'GET /audit/7': answer });
    expect(await screen.findByText(said)).toBeVisible();
  });

  it('shows its number while the answer hangs', async () => {
    opened('/audit?event=7', { 'GET /audit/7': later().answer });
    expect(await drawer(7)).toBeVisible();
  });

  it('tells the exact time with its zone', async () => {
    opened('/audit?event=41');
    expect(await screen.findByText(exactTime(refused.at))).toBeVisible();
    expect(exactTime(refused.at)).toMatch(/ (UTC|GMT|CET|[A-Z]+[+-]?\d*)$/);
  });

  it('says what its reason means and leads to the explanation', async () => {
    opened('/audit?event=41');
    expect(await screen.findByText('The caller has no right to do this with the credential.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Why was it refused?' })).toHaveAttribute(
      'href',
      '/credentials/cred_1/access?key=key_1',
    );
  });

  it('gives no reason for a missing explanation where there is one', async () => {
    opened('/audit?event=41');
    await screen.findByRole('link', { name: 'Why was it refused?' });
    expect(screen.queryByText(/There is no further explanation/)).not.toBeInTheDocument();
  });

  it('offers no explanation where there was no credential to explain, and says why', async () => {
    opened('/audit?event=40');
    expect(await screen.findByText(/No credential with that id or name/)).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Why was it refused?' })).not.toBeInTheDocument();
    expect(screen.getByText(/There is no further explanation/)).toBeVisible();
  });
});

describe('the filters of the audit log', () => {
  it('show names after a reload', async () => {
    opened('/audit?actor=key_1&target=cred_1');
    await waitFor(() => expect(screen.getByRole('combobox', { name: 'Who' })).toHaveValue('engine'));
    expect(screen.getByRole('combobox', { name: 'Target' })).toHaveValue('acme-ci');
  });

  it('show the name of a credential of which no event fits', async () => {
    opened('/audit?target=cred_9', {
      'GET /audit': () => json(none),
      'GET /credentials/cred_9': () => json({ id: 'cred_9', name: 'quiet' }),
    });
    await waitFor(() => expect(screen.getByRole('combobox', { name: 'Target' })).toHaveValue('quiet'));
  });
});

describe('service accounts in the audit log', () => {
  const created: AuditEvent = {
    ...refused,
    seq: 42,
    actor: { type: 'user', id: 'usr_2', name: 'Mia' },
    action: 'api_key.created',
    target: { type: 'api_key', id: 'key_1', name: 'engine' },
    outcome: 'ok',
    reason: undefined,
    detail: { serviceAccount: 'svc_1' },
  };

  it('are named in the details of an event', async () => {
    opened('/audit?event=42', { 'GET /audit': () => json({ items: [created], next: null }) });
    expect(await screen.findByText('order-sync (service account)')).toBeVisible();
  });

  it('are shown by their ids where their names cannot be read', async () => {
    opened('/audit?event=42', {
      'GET /audit': () => json({ items: [created], next: null }),
      'GET /service-accounts': networkFails,
    });
    expect(await screen.findByText('svc_1')).toBeVisible();
  });

  const byKey: AuditEvent = {
    ...refused,
    actor: { ...refused.actor, owner: { type: 'service_account', id: 'svc_9', name: 'billing' } },
  };

  it('are named, with the key that acted for them', async () => {
    opened('/audit', { 'GET /audit': () => json({ items: [byKey], next: null }) });
    expect(await screen.findByText('billing (key engine)')).toBeVisible();
  });

  it('are named as those whose key acted, in the details of an event', async () => {
    opened('/audit?event=41', { 'GET /audit': () => json({ items: [byKey], next: null }) });
    expect(await screen.findByText('engine (API key of the service account billing)')).toBeVisible();
  });

  it('are named in the filter although they are deleted', async () => {
    opened('/audit?actor=svc_9', { 'GET /audit': () => json({ items: [byKey], next: null }) });
    await waitFor(() => expect(screen.getByRole('combobox', { name: 'Who' })).toHaveValue('billing'));
  });

  it.each(['Who', 'Target'])('can be chosen in the filter %s', async (filter) => {
    const { user, router } = opened('/audit');
    await user.click(await screen.findByRole('combobox', { name: filter }));
    await user.click(await screen.findByRole('option', { name: 'order-sync' }));
    expect(router.state.location.search).toBe(filter === 'Who' ? '?actor=svc_1' : '?target=svc_1');
    await waitFor(() => expect(screen.getByRole('combobox', { name: filter })).toHaveValue('order-sync'));
  });
});

describe('an event by an API key of a person', () => {
  it('names the person', async () => {
    const owner = { type: 'user' as const, id: 'usr_2', name: 'Mia' };
    const event = { ...refused, actor: { ...refused.actor, owner } };
    opened('/audit?event=41', { 'GET /audit': () => json({ items: [event], next: null }) });
    expect(await screen.findByText('engine (API key of Mia)')).toBeVisible();
    expect(screen.getByText('Mia (key engine)')).toBeInTheDocument();
  });
});

describe('verifying', () => {
  it('begins at once for a person who came for it, and once only', async () => {
    const verdict = { ok: true, checked: 41, fromSeq: 1, toSeq: 41, head: 'ab', fingerprint: 'cd' };
    const { router, server } = opened('/audit', { 'POST /audit/verify': () => json(verdict) });
    await router.navigate('/audit', { state: { verify: true } });
    expect(await screen.findByText('The audit log is intact')).toBeVisible();
    expect(server.of('POST')).toHaveLength(1);
    expect(router.state.location.state).toBeNull();
  });

  it('says what failed', async () => {
    const { user } = opened('/audit', { 'POST /audit/verify': networkFails });
    await user.click(await screen.findByRole('button', { name: 'Verify chain' }));
    expect(await screen.findByText(/The server cannot be reached/)).toBeVisible();
  });
});

describe('the list of events', () => {
  it('says why it cannot be read and tries again', async () => {
    let fails = true;
    const { user } = opened('/audit', {
      'GET /audit': () => (fails ? networkFails() : json({ items: [refused], next: null })),
    });
    expect(await screen.findByText('The audit log could not be loaded')).toBeVisible();
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('acme-ci')).toBeVisible();
  });

  it('shows what comes late', async () => {
    const late = later();
    opened('/audit', { 'GET /audit': late.answer });
    await screen.findByRole('button', { name: 'Verify chain' });
    late.come(json({ items: [refused], next: null }));
    expect(await screen.findByText('acme-ci')).toBeVisible();
  });

  it('keeps the events when a further page fails', async () => {
    let page = 0;
    const { user } = opened('/audit', {
      'GET /audit': () => (page++ === 0 ? json({ items: [refused], next: 'more' }) : problem(503, 'unavailable')),
    });
    await user.click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByText('acme-ci')).toBeVisible();
  });
});
