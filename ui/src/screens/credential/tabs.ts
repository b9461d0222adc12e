import type { Credential, Me } from '../../api/types';
import type { credentialPage } from '../../text/credential';

export type Tab = keyof typeof credentialPage.tabs;

const viewTabs: Tab[] = ['overview', 'usage', 'flows', 'access', 'versions', 'audit'];

/** Auditors read the record and metadata; who it is shared with is configuration. */
const auditTabs: Tab[] = viewTabs.filter((tab) => tab !== 'access');

/** The tabs that the server answers to somebody. */
export function tabsOf(level: Credential['level'], role: Me['role']): Tab[] {
  if (level === 'view' || level === 'manage') return viewTabs;
  return role === 'auditor' ? auditTabs : ['overview'];
}
