// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { backend, json, networkFails } from '../../testing/backend';
import { credential } from '../../testing/data';
import { show } from '../../testing/show';
import { FirstSteps } from './FirstSteps';

const list =
  (...items: object[]) =>
  () =>
    json({ items, next: null, total: items.length });
const key = {
  id: 'key_1',
  name: 'billing-engine',
  scopes: ['runtime:resolve'],
  createdAt: '2026-11-01T00:00:00Z',
  createdBy: { id: 'usr_1', name: 'Olga' },
  lastUsedAt: null,
  uses: 0,
};
const after = (outcome: string, reason?: string) => ({
  ...key,
  lastUse: { at: '2026-11-01T00:00:00Z', credential: { id: 'cred_1', name: 'acme-ci' }, outcome, reason },
});

describe('FirstSteps', () => {
  it('begins with the first credential and has no snippet yet', async () => {
    backend({ 'GET /credentials': list(), 'GET /api-keys': list() });

    show(<FirstSteps />);

    expect(await screen.findByText('0 of 4 done')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Add credential' })).toBeVisible();
    expect(screen.queryByRole('group', { name: 'Call for this credential' })).not.toBeInTheDocument();
  });

  it('waits for the first request of the key', async () => {
    backend({
      'GET /credentials': list(credential),
      'GET /api-keys': list(key),
      'GET /api-keys/key_1': () => json(key),
    });

    show(<FirstSteps />);

    expect(await screen.findByText('2 of 4 done')).toBeVisible();
    expect(screen.getByRole('region', { name: 'curl' })).toHaveTextContent('/credentials/cred_1/resolve');
    expect(screen.getByRole('status')).toHaveTextContent('Waiting for the first request with billing-engine');
  });

  it('shows a refused request with its reason, and the step stays open', async () => {
    backend({
      'GET /credentials': list(credential),
      'GET /api-keys': list(key),
      'GET /api-keys/key_1': () => json(after('refused', 'not_permitted')),
    });

    show(<FirstSteps />);

    expect(await screen.findByText(/was refused/)).toHaveTextContent(
      'The caller has no right to do this with the credential.',
    );
    expect(screen.getByText('2 of 4 done')).toBeVisible();
  });

  it('ends for good once the audit log of a first use was verified', async () => {
    const { of } = backend({
      'GET /credentials': list(credential),
      'GET /api-keys': list(key),
      'GET /api-keys/key_1': () => json(after('ok')),
      'POST /audit/verify': () => json({ ok: true, checked: 7, fromSeq: 1, toSeq: 7, problem: null }),
      'DELETE /first-steps': () => new Response(null, { status: 204 }),
    });
    const { user } = show(<FirstSteps />);
    await screen.findByText('3 of 4 done');

    await user.click(screen.getByRole('button', { name: 'Verify chain' }));

    expect(await screen.findByText(/7 events checked, none altered/)).toBeVisible();
    expect(of('DELETE')).toHaveLength(1);
  });

  it('does not end when the chain is broken', async () => {
    const { of } = backend({
      'GET /credentials': list(credential),
      'GET /api-keys': list(key),
      'GET /api-keys/key_1': () => json(after('ok')),
      'POST /audit/verify': () =>
        json({ ok: false, checked: 7, fromSeq: 1, toSeq: 7, problem: { seq: 3, reason: 'Its hash differs.' } }),
    });
    const { user } = show(<FirstSteps />);
    await screen.findByText('3 of 4 done');

    await user.click(screen.getByRole('button', { name: 'Verify chain' }));

    expect(await screen.findByText(/At event 3: Its hash differs/)).toBeVisible();
    expect(of('DELETE')).toHaveLength(0);
  });

  it('says so when it could not be hidden', async () => {
    backend({ 'GET /credentials': list(), 'GET /api-keys': list(), 'DELETE /first-steps': networkFails });
    const { user } = show(<FirstSteps />);

    await user.click(await screen.findByRole('button', { name: 'Hide' }));

    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('The server cannot be reached'));
  });
});
