import { sentence, words } from '../lib/sentences';
import { grouped } from '../lib/numbers';

export const audit = {
  title: 'Audit',
  events: 'The audit log',
  time: 'Time',
  actor: 'Who',
  action: 'What',
  target: 'On what',
  outcome: 'Outcome',
  details: 'Details',
  outcomes: { ok: 'Done', refused: 'Refused', failed: 'Failed' },
  from: 'From',
  to: 'To',
  filterActor: 'Who',
  filterAction: 'What',
  filterTarget: 'Credential',
  anybody: 'Anybody',
  anyAction: 'Any action',
  anything: 'Any credential',
  live: 'Live',
  exportAs: 'Export',
  jsonl: 'JSON lines',
  csv: 'CSV',
  verify: 'Verify chain',
  verified: 'The chain is whole',
  broken: 'The chain is broken',
  verifiedDetail: (checked: number, from: number, to: number) =>
    `${grouped(checked)} events checked, from ${grouped(from)} to ${grouped(to)}. Nothing was altered or left out.`,
  brokenAt: (seq: number, reason: string) => `At event ${seq}: ${reason}`,
  head: 'Hash of the last event',
  fingerprint: 'Fingerprint of the audit key',
  none: 'No events',
  noneHelp: 'Nothing is recorded that fits these filters.',
  clear: 'Clear filters',
  openEvent: (seq: number) => `Details of event ${seq}`,
  event: (seq: number) => `Event ${seq}`,
  system: 'Mortise',
};

export const eventFacts = {
  at: 'Time',
  actor: 'Who',
  action: 'Action',
  target: 'On what',
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

const subjects: Record<string, string> = { api_key: 'API key', audit: 'Audit log' };

/** `credential.rolled_back` → `Credential rolled back`. */
export function actionName(action: string): string {
  const [subject = '', ...verb] = action.split('.');
  const happened = words(verb.join(' '));
  return `${subjects[subject] ?? sentence(words(subject))} ${happened}`;
}

export const actorTypes: Record<string, string> = {
  user: 'person',
  api_key: 'API key',
  system: 'server',
};
