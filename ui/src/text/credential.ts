import { grouped } from '../lib/numbers';
export const credentialPage = {
  back: 'Credentials',
  loading: 'Credential',
  what: 'The credential',
  absent: 'No such credential',
  tabs: {
    overview: 'Overview',
    usage: 'Usage',
    flows: 'Flows',
    access: 'Access',
    versions: 'Versions',
    audit: 'Audit',
  },
  cures: {
    restore: 'Restore',
    rotate: 'Rotate',
    test: 'Test again',
    reauthorize: 'Re-authorize',
    enter_secret: 'Enter the secret',
    check_root_key: '',
  },
  checkRootKey: 'The administrator has to check the root key of this server.',
  rollBackKept: 'The earlier secret is kept, so that it can be rolled back',
  rollBackEnds: 'It is destroyed',
};

export const overview = {
  configuration: 'Configuration',
  secrets: 'Secrets',
  account: 'Account at the service',
  unknownAccount: 'Not known yet. A test tells.',
  accountNotTold: 'The service does not say whose account it is.',
  about: 'About',
  notes: 'Notes',
  owner: 'Owner',
  environment: 'Environment',
  tags: 'Tags',
  created: 'Created',
  updated: 'Changed',
  lastUsed: 'Last used',
  lastTested: 'Last tested',
  expires: 'Expires',
  rotateBy: 'Rotate by',
  version: 'Secret version',
  none: '—',
  yes: 'Yes',
  no: 'No',
  mayNotView: 'You may see that this credential exists, but not its configuration.',
};

export const usage = {
  what: 'The usage',
  title: 'Uses in the last 30 days',
  ok: 'Worked',
  failed: 'Failed',
  byUser: 'Who uses it',
  user: 'Engine or flow',
  noName: 'Deleted key',
  lastTime: 'Last time',
  none: 'Not used in the last 30 days',
  noneHelp: 'A use is counted when a workflow asks for this credential.',
  table: 'Uses per day',
  day: 'Day',
};

export const flows = {
  what: 'The flows',
  none: 'No flow uses it, and no engine has used it in the last 30 days',
  noneHelp: 'Flows that name this credential and engines that ask for it are listed here.',
  engines: 'Engines that used it in the last 30 days',
  title: 'Flows that use it',
};

export const access = {
  scope: 'Scope',
  scopeOf: {
    personal: (owner: string) => `Personal: only ${owner} manages and uses it.`,
    workspace: (name: string) => `Workspace ${name}: its managers manage it, its editors use it, its viewers see it.`,
    organization: 'Organization: owners and administrators manage it, every editor uses it.',
  },
  grants: 'Shares',
  grantsWhat: 'The shares',
  explainWhat: 'The answer',
  people: 'The people',
  pickPerson: 'Pick a person',
  noGrants: 'Nobody has more than the scope gives.',
  share: 'Share',
  who: 'Who',
  level: 'May',
  by: 'Since',
  bySomebody: (name: string) => `by ${name}`,
  unshare: 'Un-share',
  unshareFrom: (name: string) => `Un-share from ${name}`,
  unshareTitle: (name: string) => `Take the share from ${name}?`,
  unshareLead: (subject: string, credential: string) =>
    `${subject} keeps only what the scope of ${credential} gives. Flows that need the share are refused from their next attempt on.`,
  unshared: (name: string) => `No longer shared with ${name}`,
  workspaceKind: 'workspace',
  explain: 'Why may somebody use it, or not?',
  person: 'Person',
  allowed: (name: string) => `${name} may use it`,
  refused: (name: string) => `${name} may not use it`,
};

export const versions = {
  what: 'The versions',
  version: 'Version',
  state: 'State',
  created: 'Entered',
  states: { current: 'Current', previous: 'Kept for roll-back', destroyed: 'Destroyed' },
  ends: 'destroyed',
  rollBack: 'Roll back',
  by: (name: string) => `by ${name}`,
  title: 'Versions of the secret',
};

export const usedBy = {
  flowOfKey: (flow: string, key: string) => (key ? `${flow} (key ${key})` : flow),
  used: (times: number, by: string[], more: number) =>
    `Used ${times === 1 ? 'once' : `${grouped(times)} times`} in the last 30 days` +
    (by.length > 0 ? ` by ${by.join(', ')}` : '') +
    (more > 0 ? ` and ${more} more` : ''),
  lastTime: ', last time',
};
