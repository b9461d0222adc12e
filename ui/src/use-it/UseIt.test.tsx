// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Credential } from '../api/types';
import { backend, json } from '../testing/backend';
import { credential } from '../testing/data';
import { show } from '../testing/show';
import { UseIt } from './UseIt';

const none = { items: [], next: null, total: 0 };
const key = { type: 'api_key', id: 'key_1', name: 'engine' };
const refused = {
  seq: 9,
  at: '2026-11-28T10:00:00Z',
  action: 'credential.refused',
  outcome: 'refused',
  reason: 'not_permitted',
  actor: key,
};

function opened(events: object[], lastUsedAt: string | null = null) {
  const users = lastUsedAt ? [{ ...key, type: 'key', flow: null, ok: 1, failed: 0, lastAt: lastUsedAt }] : [];
  backend({
    'GET /credentials/cred_1/usage': () => json({ days: [], flows: [], users, total: users.length }),
    'GET /credentials/cred_1/audit': () => json({ ...none, items: events }),
    'GET /credentials/cred_1/explain': () =>
      json({ allowed: true, level: 'manage', codes: [], reasons: ['The API key lacks the scope runtime:resolve.'] }),
  });
  show(<UseIt credential={{ ...credential, lastUsedAt } as Credential} seesUses />);
}

describe('the live line of a credential', () => {
  it('names the key that was refused and the scope that it lacks, and leads to where it is explained', async () => {
    opened([refused]);

    expect(await screen.findByText(/The API key lacks the scope runtime:resolve/)).toHaveTextContent(
      'The last request with engine was refused.',
    );
    expect(screen.getByRole('link', { name: 'Explain access' })).toHaveAttribute(
      'href',
      '/credentials/cred_1/access?key=key_1',
    );
  });

  it('says why the status refused it', async () => {
    opened([{ ...refused, reason: 'expired' }]);
    expect(await screen.findByText(/The credential has expired/)).toBeVisible();
  });

  it('shows the last use where that came after the refusal', async () => {
    opened([refused], '2026-11-28T11:00:00Z');
    expect(await screen.findByText(/Last use seen/)).toBeVisible();
    expect(screen.queryByText(/was refused/)).not.toBeInTheDocument();
  });

  it('takes no refusal of a person for one of an engine', async () => {
    opened([{ ...refused, actor: { type: 'user', id: 'usr_2', name: 'Bob' } }]);
    expect(await screen.findByText('Waiting for the first resolve…')).toBeVisible();
    expect(screen.queryByText(/was refused/)).not.toBeInTheDocument();
  });
});
