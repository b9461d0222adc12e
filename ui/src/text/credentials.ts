import { grouped } from '../lib/numbers';

export const credentials = {
  title: 'Credentials',
  add: 'Add credential',
  search: 'Search',
  searchHint: 'Search name, service, notes',
  anyScope: 'All',
  type: 'Type',
  allTypes: 'All types',
  status: 'Status',
  allStatuses: 'All statuses',
  connector: 'Connector',
  allConnectors: 'All connectors',
  sort: 'Sort',
  view: 'View',
  clearFilters: 'Clear filters',
  nothingFits: 'No credentials match',
  nothingFitsHelp: 'Change the search, or clear the filters.',
  health: 'Health',
  shared: 'Shared beyond its scope',
  filters: (set: number) => (set === 0 ? 'Filters' : `Filters (${set})`),
  unfold: (name: string) => `Unfold ${name}`,
  select: (name: string) => `Select ${name}`,
  selectAll: 'Select all shown',
  actionsOf: (name: string) => `Actions for ${name}`,
  used: 'Used',
  countOf: (count: number) => (count === 1 ? '1 credential' : `${grouped(count)} credentials`),
  all: 'The credentials',
  of: (shown: string, all: string) => `${shown} of ${all}`,
  atLeast: (count: string) => `${count}+`,
  furtherOnes: 'Further credentials',
  counts: 'The counts',
};

export const emptyState = {
  title: 'Add your first credential',
  text: 'Select the service, paste its key, test it and save it. Workflows then carry only its id, and every use is in the audit log.',
  practice: 'Try it with the Petstore practice service',
  practiceHelp:
    'It runs on this server and needs no account. Its start page shows what to paste: an API key, or a client secret for an OAuth account.',
};

export const columns = {
  name: 'Name',
  method: 'Method',
  scope: 'Scope',
  status: 'Status',
  lastUsed: 'Last used',
  next: 'Next',
};

export const views = [
  { value: 'list', label: 'List' },
  { value: 'grid', label: 'Grid' },
  { value: 'service', label: 'By service' },
];

export const sorts = [
  { value: 'name', label: 'Name, A to Z' },
  { value: '-name', label: 'Name, Z to A' },
  { value: '-lastUsedAt', label: 'Last used first' },
  { value: 'lastUsedAt', label: 'Longest unused first' },
  { value: '-createdAt', label: 'Newest first' },
  { value: 'createdAt', label: 'Oldest first' },
];

export const actions = {
  edit: 'Edit',
  test: 'Test',
  duplicate: 'Duplicate',
  reauthorize: 'Re-authorize',
  rotate: 'Rotate',
  rollBack: 'Roll back',
  share: 'Share',
  revoke: 'Revoke credential',
  restore: 'Restore',
  delete: 'Delete credential',
  more: 'More',
};

export const bulk = {
  selected: (count: number) => `${count} selected`,
  test: 'Test selected',
  revoke: 'Revoke selected',
  clear: 'Clear selection',
  busy: { test: 'Testing credentials', revoke: 'Revoking credentials' },
  over: { test: 'Tested credentials', revoke: 'Revoked credentials' },
  confirmTitle: (count: number) => (count === 1 ? 'Revoke 1 credential?' : `Revoke ${count} credentials?`),
  confirmText: 'Every use of these credentials fails from the next attempt on, until they are restored:',
  confirm: 'Revoke credentials',
  waiting: 'Waiting',
  running: 'Running',
  revoked: 'Revoked',
  progress: (done: number, all: number) => `${done} of ${all} done`,
  leave: 'Close (continues in the background)',
  showProgress: (done: number, all: number) => `Show results (${done} of ${all})`,
};

export const flowsInUse = (count: number) => (count === 0 ? 'no flow' : count === 1 ? '1 flow' : `${count} flows`);

export const testTexts = {
  running: (name: string) => `Testing ${name}`,
  works: (name: string) => `${name} works`,
  fails: (name: string) => `${name} does not work`,
  notTested: (name: string) => `${name} could not be tested`,
  stop: (name: string) => `Stop testing ${name}`,
  stopped: (name: string) => `The test of ${name} was stopped`,
  stoppedHelp: 'The result is unknown. It may still appear on the credential’s page.',
};
