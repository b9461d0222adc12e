// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Credential } from '../../api/types';
import { account, listed } from '../../testing/accounts';
import { backend } from '../../testing/backend';
import { credential } from '../../testing/data';
import { show } from '../../testing/show';
import { Access } from './Access';

const svc = { id: 'svc_1', name: 'order-sync' };
const grant = (type: string, id: string, name: string) => ({
  subject: { id, name, type },
  level: 'use',
  grantedAt: '2026-11-01T00:00:00Z',
  grantedBy: svc,
});

function opened(shown: Credential = credential) {
  backend({
    'GET /credentials/cred_1/grants': listed(
      grant('person', 'usr_2', 'Mia'),
      grant('service_account', 'svc_1', 'order-sync'),
      grant('workspace', 'ws_2', 'Sales'),
    ),
    'GET /members': listed(),
    'GET /api-keys': listed(),
    'GET /service-accounts': listed(account),
  });
  return show(<Access credential={shown} />, '/credentials/cred_1/access');
}

describe('the access list', () => {
  it('marks service accounts and workspaces', async () => {
    opened();
    const cells = await screen.findAllByRole('cell', { name: /^(Mia|order-sync|Sales)/ });
    expect(cells.map((cell) => cell.textContent.trim())).toEqual([
      'Mia',
      'order-sync (service account)',
      'Sales (workspace)',
    ]);
    expect(screen.getAllByText(/by order-sync \(service account\)/)).toHaveLength(3);
  });

  it('says where the owner is a service account', () => {
    opened({ ...credential, scope: 'personal', owner: svc } as Credential);
    expect(screen.getByText('Personal: only order-sync (service account) manages and uses it.')).toBeVisible();
  });
});
