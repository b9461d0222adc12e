import type { Credential, Me } from '../../api/types';
import type { credentialPage } from '../../text/credential';

export type Tab = keyof typeof credentialPage.tabs;

const viewTabs: Tab[] = ['overview', 'access', 'versions', 'audit'];

/** Auditors read the audit log and metadata; who it is shared with is configuration. */
const auditTabs: Tab[] = viewTabs.filter((tab) => tab !== 'access');

const views = (level: Credential['level']) => level === 'view' || level === 'manage';

/** The tabs that the server answers to somebody. */
export function tabsOf(level: Credential['level'], role: Me['role']): Tab[] {
  if (views(level)) return viewTabs;
  return role === 'auditor' ? auditTabs : ['overview'];
}

/** Whether the server answers how often a credential was used, and by whom. */
export function seesUses(level: Credential['level'], role: Me['role']): boolean {
  return views(level) || role === 'auditor';
}
