// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Credential } from '../../api/types';
import { office } from '../../testing/apps';
import { backend, json, networkFails, problem, type Call } from '../../testing/backend';
import { credential } from '../../testing/data';
import { show } from '../../testing/show';
import { AccountPanels } from './AccountPanels';
import { TokenPanel } from './TokenPanel';

type Route = (call: Call) => Response | Promise<Response>;

const now = Date.parse('2026-11-01T10:15:00Z');
const oauth = {
  app: { id: 'app_1', name: 'Acme app' },
  grantedScopes: ['files.read', 'other'],
  missingScopes: [],
  tokenIssuedAt: '2026-11-01T10:00:00Z',
  tokenExpiresAt: '2026-11-01T11:00:00Z',
  nextRefreshAt: '2026-11-01T10:59:00Z',
  refreshable: true,
  lastError: null,
} as NonNullable<Credential['oauth']>;

const account = {
  ...credential,
  connector: 'office',
  connectorName: 'Acme Office',
  method: 'oauth2',
  type: 'oauth2',
  identity: 'mia@acme.test',
} as Credential;

afterEach(() => void vi.useRealTimers());

function token(more: object = {}, of: Partial<Credential> = {}, routes: Record<string, Route> = {}) {
  vi.useFakeTimers({ now, shouldAdvanceTime: true });
  const server = backend(routes);
  const facts = { ...oauth, ...more };
  return { ...show(<TokenPanel credential={{ ...account, ...of, oauth: facts }} oauth={facts} />), server };
}

const refresh = () => screen.getByRole('button', { name: 'Refresh' });

describe('the access token', () => {
  it('shows how much of its life is over, and moves each second', async () => {
    token({ tokenExpiresAt: '2026-11-01T10:15:30Z', nextRefreshAt: '2026-11-01T10:15:10Z' });
    const bar = screen.getByRole('progressbar', { name: 'Lifetime of the access token' });
    expect(bar).toHaveAttribute('aria-valuetext', 'Ends in 30 s');
    expect(screen.getByText('next refresh in 10 s')).toBeVisible();

    await act(() => vi.advanceTimersByTimeAsync(20_000));

    expect(bar).toHaveAttribute('aria-valuetext', 'Ends in 10 s');
    expect(screen.getByText('the next use refreshes it')).toBeVisible();
  });

  it('says when it ends and when the next one comes', () => {
    token();
    expect(screen.getByText('Ends in 45 min')).toBeVisible();
    expect(screen.getByText('next refresh in 44 min')).toBeVisible();
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
  });

  it('says that it has ended', () => {
    token({ tokenExpiresAt: '2026-11-01T10:10:00Z', nextRefreshAt: '2026-11-01T10:09:00Z' });
    expect(screen.getByText('Ended 5 min ago')).toBeVisible();
  });

  it.each([
    [{ tokenIssuedAt: null, tokenExpiresAt: null }, 'There is no access token yet. The first use gets one.'],
    [{ tokenExpiresAt: null }, 'The service does not say when the token ends.'],
  ])('invents no lifetime: %j', (more, words) => {
    token(more);
    expect(screen.getByText(words)).toBeVisible();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
  });

  it.each([
    [{ refreshable: false, nextRefreshAt: null }, {}],
    [{}, { status: 'needs_reauthorization' }],
    [{}, { status: 'revoked' }],
  ] as [object, Partial<Credential>][])('promises no refresh that does not come: %j %j', (more, of) => {
    token(more, of);
    expect(screen.queryByText(/next refresh/)).not.toBeInTheDocument();
    expect(refresh()).toBeDisabled();
  });

  it('shows why the last refresh failed', () => {
    token({ lastError: 'The service answered 500.' });
    expect(screen.getByText('The service answered 500.')).toBeVisible();
  });

  it('is refreshed by a person', async () => {
    const { user, server } = token({}, {}, { 'POST /credentials/cred_1/refresh': () => json(account) });
    await user.click(refresh());

    expect(await screen.findByText('acme-ci has a new access token')).toBeVisible();
    expect(server.of('POST')).toHaveLength(1);
  });

  it.each([
    ['the service refuses', () => problem(422, 'refresh_refused', { detail: 'Refused.' }), 'Refused.'],
    ['the network fails', networkFails, /The server cannot be reached/],
  ] as [string, Route, string | RegExp][])('says why there is no new one when %s', async (_, answer, words) => {
    const { user } = token({}, {}, { 'POST /credentials/cred_1/refresh': answer });
    await user.click(refresh());

    expect(await screen.findByText(words)).toBeVisible();
    expect(refresh()).toBeEnabled();
  });
});

describe('the account', () => {
  function panels(more: object = {}, of: Partial<Credential> = {}) {
    backend({ 'GET /connectors/office': () => json(office) });
    const facts = { ...oauth, ...more };
    return show(<AccountPanels credential={{ ...account, ...of }} oauth={facts} />, '/credentials/cred_1');
  }

  it('is named, with its app and what it may do in plain words', async () => {
    panels();
    expect(screen.getByText('mia@acme.test')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Acme app' })).toHaveAttribute('href', '/settings/oauth-apps');
    expect(await screen.findByText(/Read files/)).toBeVisible();
    expect(screen.getByText('other')).toBeVisible();
    expect(screen.queryByText('Not granted')).not.toBeInTheDocument();
  });

  it('says what is not known', () => {
    panels({ app: null }, { identity: null });
    expect(screen.getByText('Not identified yet. Run a test to see the account.')).toBeVisible();
    expect(screen.getByText('None: the client was entered with this credential')).toBeVisible();
  });

  it('leads to more permissions where some are missing', async () => {
    const { user, router } = panels({ missingScopes: ['files.write'] });
    expect(await screen.findByText(/Change files/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Re-authorize' }));

    expect(router.state.location.search).toBe('?dialog=reauthorize&credential=cred_1');
  });

  it('offers nothing to somebody who may not', async () => {
    panels({ missingScopes: ['files.write'] }, { level: 'view' });
    expect(await screen.findByText(/Change files/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Re-authorize' })).not.toBeInTheDocument();
  });

  it('is none where a program acts for itself', () => {
    panels({}, { type: 'oauth2_client_credentials' } as Partial<Credential>);
    expect(screen.getByText('Client at Acme Office')).toBeVisible();
    expect(screen.queryByText('Account')).not.toBeInTheDocument();
  });
});
