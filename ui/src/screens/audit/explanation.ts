import type { AuditEvent } from '../../api/types';

const askedAbout: Record<string, string> = { user: 'person', api_key: 'key' };

/** Where it is explained why this actor may not use this credential; null for what is no such refusal. */
export function explanationOf({ action, actor, target }: AuditEvent): string | null {
  const asked = askedAbout[actor.type];
  if (action !== 'credential.refused' || target.type !== 'credential' || !target.id || !asked || !actor.id) return null;
  return `/credentials/${target.id}/access?${new URLSearchParams({ [asked]: actor.id }).toString()}`;
}
