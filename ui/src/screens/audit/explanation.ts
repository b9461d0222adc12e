import type { AuditEvent } from '../../api/types';

/** Refusals that access or the credential's status explains; others, such as a wrong path, are about the call itself. */
const explained = new Set([
  'not_permitted',
  'flow_not_named',
  'flow_not_permitted',
  'revoked',
  'expired',
  'pending',
  'deactivated',
  'unreadable',
  'needs_reauthorization',
]);

const askedAbout: Record<string, string> = { user: 'person', service_account: 'serviceAccount', api_key: 'key' };

/** Whether a use was refused of which nothing can be explained: the log does not say whether that credential exists. */
export const isOfNoneKnown = ({ action, target, reason }: AuditEvent) =>
  action === 'credential.refused' && reason === 'not_found' && !target.id;

/** Where it is explained why this actor may not use this credential; null for what is no such refusal. */
export function explanationOf({ action, actor, target, reason }: AuditEvent): string | null {
  const asked = askedAbout[actor.type];
  if (!explained.has(reason ?? '')) return null;
  if (action !== 'credential.refused' || target.type !== 'credential' || !target.id || !asked || !actor.id) return null;
  return `/credentials/${target.id}/access?${new URLSearchParams({ [asked]: actor.id }).toString()}`;
}
