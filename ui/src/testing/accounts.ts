import type { ServiceAccount } from '../api/types';
import { json } from './backend';

export const account: ServiceAccount = {
  id: 'svc_1',
  name: 'order-sync',
  workspace: { id: 'ws_1', name: 'Default' },
  role: 'manager',
  notes: 'Runs the orders.',
  createdAt: '2026-11-01T00:00:00Z',
  version: 4,
};

export const accountKey = {
  id: 'key_1',
  name: 'billing-engine',
  prefix: 'mrt_abcd',
  scopes: ['runtime:resolve'],
  workspaces: [{ id: 'ws_1', name: 'Default' }],
  flows: null,
  damaged: false,
  expiresAt: null,
  uses: 0,
  lastUsedAt: null,
  oldTokenUntil: null,
  createdAt: '2026-11-01T00:00:00Z',
  createdBy: { id: 'usr_2', name: 'Mia' },
  serviceAccount: { id: 'svc_1', name: 'order-sync' },
  version: 1,
};

export const listed =
  (...items: object[]) =>
  () =>
    json({ items, next: null, total: items.length });
