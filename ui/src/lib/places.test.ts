import { describe, expect, it } from 'vitest';
import type { Me } from '../api/types';
import { managedWorkspaces, managesAnything, workspacesOf } from './places';
import { principalName } from './principals';

const workspaces = [
  { id: 'ws_1', name: 'Default', role: 'editor', managesCredentials: true },
  { id: 'ws_2', name: 'Sales', role: 'manager', managesCredentials: true },
] as Me['workspaces'];

describe('managedWorkspaces', () => {
  it.each([
    ['owner', ['ws_1', 'ws_2']],
    ['admin', ['ws_1', 'ws_2']],
    ['auditor', ['ws_2']],
    ['member', ['ws_2']],
  ] as const)('are for %s those where they may manage', (role, ids) => {
    expect(managedWorkspaces({ role, workspaces }).map(({ id }) => id)).toEqual(ids);
  });
});

describe('managesAnything', () => {
  it.each([
    ['owner', [], true],
    ['member', workspaces, true],
    ['member', workspaces.slice(0, 1), false],
  ] as const)('is for %s of %j: %s', (role, of, manages) => {
    expect(managesAnything({ role, workspaces: [...of] })).toBe(manages);
  });
});

describe('workspacesOf', () => {
  it('are the one of a service account, or all', () => {
    const sales = { id: 'ws_2', name: 'Sales' };
    expect(workspacesOf({ workspace: sales }, workspaces)).toEqual([sales]);
    expect(workspacesOf({ workspace: null }, workspaces)).toBe(workspaces);
    expect(workspacesOf(undefined, workspaces)).toBe(workspaces);
  });
});

describe('principalName', () => {
  it('marks service accounts only', () => {
    expect(principalName({ id: 'svc_1', name: 'order-sync' })).toBe('order-sync (service account)');
    expect(principalName({ id: 'usr_1', name: 'Olga' })).toBe('Olga');
  });
});
