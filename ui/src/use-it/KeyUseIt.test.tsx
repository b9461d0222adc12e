// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ApiKey } from '../api/types';
import { backend, json } from '../testing/backend';
import { credential } from '../testing/data';
import { show } from '../testing/show';
import { pass } from '../testing/time';
import { KeyUseIt } from './KeyUseIt';

const before = '2026-11-01T00:00:00Z';

const rotated = {
  id: 'key_1',
  name: 'engine',
  scopes: ['runtime:resolve'],
  workspaces: null,
  lastUsedAt: before,
} as unknown as ApiKey;

afterEach(() => void vi.useRealTimers());

describe('the use of a key that was rotated', () => {
  it('waits for a use after the rotation, whatever came before', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let last = { at: before, outcome: 'ok', credential: { id: 'cred_1', name: 'acme-ci' } };
    backend({
      'GET /credentials': () => json({ items: [credential], next: null }),
      'GET /api-keys/key_1': () => json({ ...rotated, lastUse: last }),
    });
    show(<KeyUseIt apiKey={rotated} />);
    expect(await screen.findByText(/Waiting for the first request with/)).toBeVisible();
    await pass(4_000);
    expect(screen.getByRole('status')).toHaveTextContent('Waiting for the first request with engine');

    last = { ...last, at: '2026-11-02T00:00:00Z' };
    await pass(4_000);
    expect(screen.getByRole('status')).toHaveTextContent('The last use on acme-ci succeeded.');
  });
});

describe('a request that was refused', () => {
  const called = { ...rotated, scopes: ['runtime:call'], lastUsedAt: null } as unknown as ApiKey;

  it('names the missing scope and leads to where it is explained', async () => {
    const lastUse = {
      at: '2026-11-02T00:00:00Z',
      outcome: 'refused',
      reason: 'not_permitted',
      credential: { id: 'cred_1', name: 'acme-ci' },
    };
    backend({
      'GET /credentials': () => json({ items: [credential], next: null }),
      'GET /api-keys/key_1': () => json({ ...called, lastUse }),
      'GET /credentials/cred_1/explain': ({ search }) =>
        json({
          allowed: true,
          level: 'manage',
          codes: ['scope_missing'],
          reasons: [search === '?key=key_1' ? 'The API key lacks the scope runtime:resolve.' : 'Another key.'],
        }),
    });
    show(<KeyUseIt apiKey={called} />);

    expect(await screen.findByText(/The API key lacks the scope runtime:resolve/)).toHaveTextContent(
      'The last use on acme-ci was refused.',
    );
    expect(screen.getByRole('link', { name: 'Explain access' })).toHaveAttribute(
      'href',
      '/credentials/cred_1/access?key=key_1',
    );
  });

  it('says what an answer 401 means, of which nothing is shown', async () => {
    backend({
      'GET /credentials': () => json({ items: [credential], next: null }),
      'GET /api-keys/key_1': () => json(called),
    });
    show(<KeyUseIt apiKey={called} />);

    expect(await screen.findByText(/An answer 401 means that MORTISE_KEY holds no valid API key/)).toBeVisible();
  });
});

describe('the credential of the snippet', () => {
  it('is the one that the page under the dialog is about', async () => {
    backend({
      'GET /credentials': () =>
        json({ items: [{ ...credential, id: 'cred_2', name: 'newest' }, credential], next: null }),
      'GET /api-keys/key_1': () => json(rotated),
    });
    show(<KeyUseIt apiKey={rotated} />, '/credentials/cred_1/access?dialog=create-key');

    await waitFor(() => expect(screen.getByRole('combobox', { name: 'Credential' })).toHaveValue('acme-ci'));
  });
});

describe('the key of a service account', () => {
  it('is shown with credentials that the service account reaches, none of the person who looks', async () => {
    const sales = { id: 'ws_2', name: 'Sales' };
    const listed = (...items: object[]) => json({ items, next: null, total: items.length });
    backend({
      'GET /credentials': () =>
        listed(
          { ...credential, id: 'cred_0', name: 'mine', scope: 'personal' },
          { ...credential, id: 'cred_1', name: 'of-default' },
          { ...credential, id: 'cred_2', name: 'of-sales', workspace: sales },
          { ...credential, id: 'cred_3', name: 'of-all', scope: 'organization' },
        ),
      'GET /service-accounts': () => listed({ id: 'svc_1', name: 'order-sync', workspace: sales, role: 'manager' }),
      'GET /api-keys/key_1': () => json(rotated),
    });
    const { user } = show(<KeyUseIt apiKey={{ ...rotated, serviceAccount: { id: 'svc_1', name: 'order-sync' } }} />);
    const credentials = await screen.findByRole('combobox', { name: 'Credential' });
    await waitFor(() => expect(credentials).toHaveValue('of-sales'));
    await user.click(credentials);

    expect((await screen.findAllByRole('option')).map((option) => option.textContent)).toEqual(['of-sales', 'of-all']);
  });
});
