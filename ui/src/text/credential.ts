import { grouped } from '../lib/numbers';
export const credentialPage = {
  back: 'Credentials',
  loading: 'Credential',
  what: 'The credential',
  absent: 'Credential not found',
  as: 'as',
  tested: 'tested',
  tabs: {
    overview: 'Overview',
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
};

export const due = {
  untested: 'Not tested since the secret was saved',
  undecided: 'The test',
  undecidedEnd: 'could not decide whether the credential works',
  undecidedTested: 'Its status has not changed.',
  undecidedUntested: 'The credential stays untested.',
  addressHelp: 'Add a test address, so that Mortise can test it.',
  addAddress: 'Add test address',
  untestedHelp: 'Run a test to see whether the service accepts it, and as which account.',
  rotation: (days: number) => (days <= 1 ? 'Rotation is due tomorrow' : `Rotation is due in ${days} days`),
  rotationHelp: 'Flows keep running while you rotate. The old secret is kept for 1 day, so that you can roll back.',
  checkRootKey: 'The administrator must check the root key of this server.',
  rollBack: 'The earlier secret is still kept',
  rollBackHelp: 'Roll back if the new secret does not work.',
  refusedSince: (time: string) => `Every use has been refused since ${time}.`,
  expiry: (time: string) => `Expiry: ${time}.`,
  rollBackEnds: 'The earlier secret is destroyed',
};

export const overview = {
  details: 'Details',
  notes: 'Notes',
  method: 'Method',
  owner: 'Owner',
  sharedWith: 'Shared with',
  created: 'Added',
  expires: 'Expires',
  rotateBy: 'Rotate by',
  everyDays: (days: number) => `every ${days} days`,
  version: 'Secret version',
  none: '—',
  yes: 'Yes',
  no: 'No',
  mayNotView: 'You may not see the configuration of this credential.',
};

export const tokenText = {
  title: 'Access token',
  lifetime: 'Lifetime of the access token',
  automatic: 'refreshes automatically',
  notRefreshable: 'cannot be refreshed',
  notRefreshableHelp: 'Authorize it again before it ends.',
  authorizeAgain: 'Authorize it again.',
  authorizeFirst: 'The service refused it. Authorize it again first.',
  revoked: 'The credential is revoked.',
  refresh: 'Refresh',
  refreshed: (name: string) => `${name} has a new access token`,
  none: 'There is no access token yet. The first use gets one.',
  endless: 'The service does not say when the token ends.',
  endsIn: (amount: string) => `Ends in ${amount}`,
  endedAgo: (amount: string) => `Ended ${amount} ago`,
  nextIn: (amount: string) => `next refresh in ${amount}`,
  nextUse: 'the next use refreshes it',
  issued: 'Issued at',
  ends: 'Ends at',
  ended: 'Ended at',
  lastError: 'The last refresh failed',
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  days: (count: number) => `${count} d`,
};

export const accountText = {
  account: (service: string) => `Account at ${service}`,
  client: (service: string) => `Client at ${service}`,
  name: 'Account',
  unknown: 'Not identified yet. Run a test to see the account.',
  app: 'OAuth app',
  ownClient: 'None: the client was entered with this credential',
  granted: 'Granted permissions',
  missing: 'Not granted',
  missingHelp: 'The service refuses calls that need them.',
  reauthorize: 'Re-authorize',
};

export const usage = {
  what: 'The uses',
  title: 'Uses',
  inDays: (uses: string) => `${uses} in 30 days`,
  failedCount: (failed: string) => `${failed} failed`,
  all: 'All uses in the audit log',
  ok: 'Succeeded',
  uses: 'Uses',
  failed: 'Failed',
  byUser: 'Used by',
  countOf: (flows: number, engines: number) =>
    [
      flows > 0 && (flows === 1 ? '1 flow' : `${flows} flows`),
      engines > 0 && (engines === 1 ? '1 engine' : `${engines} engines`),
    ]
      .filter(Boolean)
      .join(' and '),
  user: 'Name',
  engine: 'Outside engine',
  key: (name: string) => `key ${name}`,
  account: (name: string) => `service account ${name}`,
  ended: { key_revoked: 'revoked', key_expired: 'expired', owner_deleted: 'service account deleted' },
  noName: 'Deleted key',
  lastTime: 'Last',
  unknown: '—',
  table: 'Uses per day',
  count: (uses: number) => (uses === 1 ? '1 use' : `${grouped(uses)} uses`),
  chart: (total: string, failed: string) =>
    `Uses per day in the last 30 days: ${total} in all, ${failed} of them failed`,
  day: 'Day',
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
  keys: 'The API keys',
  accounts: 'The service accounts',
  peopleGroup: 'People',
  accountsGroup: 'Service accounts',
  keysGroup: 'API keys',
  otherGroup: 'From the link',
  pickAsked: 'Select a person, a service account or an API key',
  noGrants: 'No shares beyond the scope.',
  share: 'Share',
  who: 'Who',
  level: 'May',
  since: 'Since',
  by: (name: string) => `by ${name}`,
  unshare: 'Stop sharing',
  unshareFrom: (name: string) => `Stop sharing with ${name}`,
  unshareTitle: (name: string) => `Stop sharing with ${name}?`,
  unshareLead: (subject: string, credential: string) =>
    `${subject} keeps only the access that the scope of ${credential} gives. Flows that need the share are refused from their next attempt on.`,
  unshared: (name: string) => `No longer shared with ${name}`,
  kinds: { person: '', service_account: '(service account)', workspace: '(workspace)' },
  explain: 'Explain access',
  asked: 'Person, service account or API key',
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
  named: (name: string, notes: string[]) => (notes.length > 0 ? `${name} (${notes.join(', ')})` : name),
  used: (times: number, by: string[], more: number) =>
    `Used ${times === 1 ? 'once' : `${grouped(times)} times`} in the last 30 days` +
    (by.length > 0 ? ` by ${by.join(', ')}` : '') +
    (more > 0 ? ` and ${more} more` : ''),
  lastTime: ', last time',
};
