import type { Me, Named, ServiceAccount } from '../api/types';

export const administers = ({ role }: Pick<Me, 'role'>) => role === 'owner' || role === 'admin';

/** Where somebody manages what belongs there. Owners and administrators manage every workspace. */
export const managedWorkspaces = (me: Pick<Me, 'role' | 'workspaces'>) =>
  administers(me) ? me.workspaces : me.workspaces.filter(({ role }) => role === 'manager');

/** Whether there is a place where this person can create service accounts. */
export const managesAnything = (me: Pick<Me, 'role' | 'workspaces'>) =>
  administers(me) || managedWorkspaces(me).length > 0;

/** Whether this person may add credentials, if only of their own. */
export const editsAnywhere = (me: Pick<Me, 'role' | 'workspaces'>) =>
  administers(me) || me.workspaces.some(({ role }) => role !== 'viewer');

export const isServiceAccount = ({ id }: Pick<Named, 'id'>) => id.startsWith('svc_');

/** The workspaces that a key of this service account can be limited to: its own, or those of the whole organization. */
export const workspacesOf = (account: Pick<ServiceAccount, 'workspace'> | undefined, all: Named[]): Named[] =>
  account?.workspace ? [account.workspace] : all;
