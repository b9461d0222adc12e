import type { AuditEvent } from '../api/types';
import { sentence, words } from '../lib/sentences';
import { grouped } from '../lib/numbers';
import { testResult } from './form';

export const audit = {
  title: 'Audit',
  events: 'The audit log',
  time: 'Time',
  actor: 'Who',
  action: 'What',
  target: 'Target',
  outcome: 'Outcome',
  details: 'Details',
  outcomes: { ok: 'Done', refused: 'Refused', failed: 'Failed' },
  from: 'From',
  to: 'To',
  filterActor: 'Who',
  filterAction: 'What',
  filterTarget: 'Target',
  anybody: 'Anyone',
  anyAction: 'Any action',
  anything: 'Any target',
  serviceAccounts: 'Service accounts',
  credentials: 'Credentials',
  live: 'Live',
  exportAs: 'Export',
  jsonl: 'JSON lines',
  csv: 'CSV',
  verify: 'Verify chain',
  verified: 'The audit log is intact',
  broken: 'The audit log was altered',
  verifiedDetail: (checked: number, from: number, to: number) =>
    `${grouped(checked)} events checked, from ${grouped(from)} to ${grouped(to)}. None was altered or left out.`,
  brokenAt: (seq: number, reason: string) => `At event ${seq}: ${reason}`,
  head: 'Hash of the last event',
  fingerprint: 'Fingerprint of the audit key',
  none: 'No events',
  noneHelp: 'No events match these filters.',
  clear: 'Clear filters',
  openEvent: (seq: number) => `Details of event ${seq}`,
  event: (seq: number) => `Event ${seq}`,
  system: 'Mortise',
  one: 'The event',
  explain: 'Why was it refused?',
  unexplained:
    'There is no further explanation: either no such credential exists, or the caller may not know of it. Mortise does not say which.',
};

export const eventFacts = {
  at: 'Time',
  actor: 'Who',
  action: 'Action',
  target: 'Target',
  outcome: 'Outcome',
  reason: 'Reason',
  version: 'Secret version',
  address: 'Address',
  flow: 'Flow',
  run: 'Run',
  step: 'Step',
  edgeNode: 'Edge node',
  hash: 'Hash',
};

const subjects: Record<string, string> = { api_key: 'API key', oauth_app: 'OAuth app', audit: 'Audit log' };

/** `credential.rolled_back` → `Credential rolled back`. */
export function actionName(action: string): string {
  const [subject = '', ...verb] = action.split('.');
  const happened = words(verb.join(' '));
  return `${subjects[subject] ?? sentence(words(subject))} ${happened}`;
}

/** What happened. A test is recorded when it starts and when it ends; the start is no result. */
export function eventName({ action, detail }: { action: string; detail?: Record<string, unknown> | null }): string {
  return action === 'credential.tested' && detail?.stage === 'started' ? 'Credential test started' : actionName(action);
}

/** What the codes of refusals and failures mean. */
const reasons: Record<string, string> = {
  not_found: 'No credential with that id or name is visible to the caller.',
  not_permitted: 'The caller has no right to do this with the credential.',
  flow_not_named: 'The API key is limited to flows, and the request named none.',
  flow_not_permitted: 'The API key may not act for the flow that was named.',
  revoked: 'The credential is revoked.',
  expired: 'The credential has expired.',
  pending: 'No secret has been entered yet.',
  deactivated: 'The owner of the credential is suspended or has left.',
  unreadable: 'The stored secret cannot be decrypted.',
  needs_reauthorization: 'The service refused the credential. Authorize it again.',
  client: 'The service does not accept the client ID or its secret. Mend the OAuth app.',
  wrong_password: 'The password was wrong.',
  unknown_person: 'No person has that e-mail address.',
  internal_error: 'Mortise failed. The server log has the details.',
};

const testReasons: Record<string, string> = testResult.reasons;

/** What a service said of a credential is told in the words of the test's result. */
export function reasonSentence({ action, reason = '' }: { action: string; reason?: string }): string | undefined {
  const ofTheService = /\.(tested|created|updated|rotated|refused_by_service)$/.test(action);
  return (ofTheService ? testReasons : reasons)[reason] ?? reasons[reason] ?? testReasons[reason];
}

/** Who did it: the person or service account, also where one of their API keys did. */
export function actorName({ name, owner }: AuditEvent['actor']): string {
  return owner ? `${owner.name} (key ${name ?? ''})` : (name ?? audit.system);
}

/** The same with its kind, for the details of an event. */
export function actorWithKind({ name, type, owner }: AuditEvent['actor']): string {
  const kind = actorTypes[type] ?? type;
  if (!owner) return `${name ?? audit.system} (${kind})`;
  const of = owner.type === 'service_account' ? `the service account ${owner.name}` : owner.name;
  return `${name ?? ''} (${kind} of ${of})`;
}

const actorTypes: Record<string, string> = {
  user: 'person',
  service_account: 'service account',
  api_key: 'API key',
  oauth_app: 'OAuth app',
  system: 'server',
};
