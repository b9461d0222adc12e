import { grouped } from '../lib/numbers';
import { duration } from './time';

export const settings = {
  sections: 'Settings',
  credentials: 'Credentials',
  apiKeys: 'API keys',
  serviceAccounts: 'Service accounts',
  oauthApps: 'OAuth apps',
  account: 'My account',
};

export const account = {
  title: 'My account',
  passwordTitle: 'Password',
  passwordLead: 'Changing it ends all your other sessions. API keys keep working.',
  password: 'Current password',
  newPassword: 'New password',
  rules: 'At least 12 characters. A few words are best.',
  passwordMissing: 'Enter your current password.',
  wrongPassword: 'Wrong current password.',
  change: 'Change password',
  changed: 'Password changed. All other sessions have ended.',
  changeCancelled:
    'Cancelled. The server may have changed it before. If your current password is refused, try the new one.',
  sessionsTitle: 'Sessions',
  sessionsLead: 'Browsers where you are signed in.',
  sessions: 'Your sessions',
  current: 'This browser',
  lastSeen: 'Last seen',
  started: 'Signed in',
  unknownBrowser: 'Unknown browser',
  on: (browser: string, system: string) => `${browser} on ${system}`,
  end: 'End session',
  endOne: (browser: string, address: string) => `End session of ${browser}, ${address}`,
  ended: 'Session ended',
  endOthers: 'End all other sessions',
  endOthersTitle: 'End all other sessions?',
  endOthersLead: (count: number) =>
    count === 1
      ? 'Your other browser has to sign in again. This one stays signed in.'
      : `Your ${count} other browsers have to sign in again. This one stays signed in.`,
  othersEnded: 'All other sessions have ended',
  none: 'You are not signed in anywhere else.',
};

export const profile = {
  title: 'Profile',
  name: 'Your name',
  nameMissing: 'Enter your name.',
  email: 'E-mail address',
  emailHelp: 'You sign in with it. It changes only with your current password.',
  emailWrong: 'Enter an e-mail address.',
  save: 'Save profile',
  changed: 'Profile saved',
  cancelled: 'Cancelled. The server may have saved it before.',
};

export const apiKeys = {
  title: 'API keys',
  all: 'The API keys',
  lead: 'Programs authenticate with an API key. A key can never do more than its owner. For an engine, create a key of a service account: the engine keeps working when a person leaves.',
  create: 'Create API key',
  createdTitle: 'Copy the key now',
  createdLead: 'It is shown only once. Mortise stores only a hash.',
  token: 'API key token',
  copied: 'I have copied it',
  name: 'Name',
  scopes: 'Permissions',
  workspaces: 'Workspaces',
  belongsTo: 'Belongs to',
  me: (name: string) => `Me (${name})`,
  meGroup: 'Person',
  accountsGroup: 'Service accounts',
  ownerHelp: 'Choose a service account for an engine: the engine keeps working when a person leaves.',
  ownerMissing: 'Select to whom the key belongs.',
  accountInstead: 'An engine with a key of a service account keeps working when a person leaves.',
  createAccount: 'Create service account',
  ofAccount: (name: string) => `Belongs to ${name} (service account)`,
  allWorkspaces: 'All of its owner’s',
  workspacesHelp: 'Leave empty for all your workspaces.',
  workspacesOfAccount: 'Leave empty for all workspaces of the service account.',
  anyWorkspace: 'All your workspaces',
  anyWorkspaceOfAccount: 'All its workspaces',
  expires: 'Expires',
  uses: 'Uses, 30 days',
  lastUsed: 'Last used',
  made: 'Created',
  by: (name: string) => `by ${name}`,
  actionsOf: (name: string) => `Actions for ${name}`,
  edit: 'Edit',
  editTitle: (name: string) => `Edit ${name}`,
  editLead: 'A key can only be narrowed. Create another key if a program has to do more.',
  save: 'Save API key',
  saved: (name: string) => `${name} saved`,
  nameMissing: 'Enter a name.',
  scopesMissing: 'Select at least one permission.',
  workspacesMissing: 'Select at least one workspace.',
  workspacesLimit: 'Select workspaces to limit the key to them. A limited key reaches no personal credentials.',
  workspacesNarrow: 'You can remove workspaces from this key, but not add any.',
  rotate: 'Rotate',
  oldToken: 'Old token ends',
  oldTokenUntil: (time: string) => `The old token works until ${time}.`,
  tokenLost: 'The token was lost',
  tokenLostHelp:
    'The server created the key, but the connection failed before the token arrived. Rotate the key to get a new token.',
  closeLost: 'Close',
  damaged: 'Damaged',
  damagedHelp: 'The limits of this key cannot be read, so it is always refused. Revoke it and create a new one.',
  notMade: (name: string) => `${name} was not created.`,
  madeUnseen: (name: string) => `${name} was created before you cancelled. Nobody has its token.`,
  revoke: 'Revoke API key',
  revokeTitle: (name: string) => `Revoke ${name}?`,
  revokeLead: (name: string) => `Every program that uses ${name} will be refused. This cannot be undone.`,
  revoked: (name: string) => `${name} revoked`,
  none: 'No API keys yet',
  noneHelp:
    'Create one for each program, with the fewest permissions it needs, so that you can revoke each separately.',
};

export const expiry = {
  label: 'Expires',
  choices: {
    '30': 'In 30 days',
    '90': 'In 90 days',
    '365': 'In 365 days',
    none: 'Never',
    date: 'On a date',
    keep: 'Never, as now',
  },
  keep: (time: string) => `${time}, as now`,
  until: (time: string) => `The key works until ${time}, in your time zone.`,
  help: {
    '30': undefined,
    '90': undefined,
    '365': undefined,
    none: 'The key works until it is revoked.',
    date: undefined,
    keep: 'The expiry stays as it is.',
  },
  lastDay: 'Last day',
  lastDayHelp: 'Valid through this day, in your time zone.',
  dayMissing: 'Select the last day.',
};

export const rotateKey = {
  title: (name: string) => `Rotate ${name}`,
  lead: 'Creates a new token for this key. Its name, permissions, limits and expiry stay.',
  overlap: 'The old token works for',
  overlapHelp: 'Update the program before this time ends.',
  hours: (hours: number) => (hours === 0 ? 'End it now' : duration(hours)),
  endsOlder: (time: string) => `The previous token, which is valid until ${time}, ends now.`,
  confirm: 'Rotate API key',
};

export const keyUse = {
  never: 'This key has never been used.',
  uses: (count: number) => `Used ${count === 1 ? 'once' : `${grouped(count)} times`} in the last 30 days`,
  last: ', last time',
  outcome: (outcome: 'ok' | 'refused' | 'failed', credential: string | undefined) => {
    const on = credential ? ` on ${credential}` : '';
    return {
      ok: `The last use${on} succeeded.`,
      refused: `The last use${on} was refused.`,
      failed: `The last use${on} failed.`,
    }[outcome];
  },
};

export const keyScopes = [
  { value: 'credentials:read', label: 'Read credentials', help: 'Names, status and configuration. Never a secret.' },
  { value: 'credentials:write', label: 'Write credentials', help: 'Add, test, rotate, share, revoke and delete.' },
  { value: 'audit:read', label: 'Read the audit log', help: 'Including its export.' },
  {
    value: 'runtime:call',
    label: 'Call through the proxy',
    help: 'Sends requests with a credential applied. The program never sees the secret.',
  },
  {
    value: 'runtime:resolve',
    label: 'Resolve credentials',
    help: 'Returns secrets: anyone who has this key can read every secret within its reach. Use it only for engines that send requests themselves.',
  },
];
