export const settings = {
  sections: 'Settings',
  credentials: 'Credentials',
  apiKeys: 'API keys',
};

export const apiKeys = {
  title: 'API keys',
  all: 'The API keys',
  lead: 'Programs sign in with a key. A key never does more than its person can now.',
  create: 'Create API key',
  createdTitle: 'Copy the key now',
  createdLead: 'This is the only time it is shown. Mortise keeps only its hash.',
  token: 'API key token',
  copied: 'I have copied it',
  name: 'Name',
  scopes: 'It may',
  workspaces: 'Workspaces',
  allWorkspaces: 'All of its person’s',
  workspacesHelp: 'Leave it empty for all of yours.',
  anyWorkspace: 'All of yours',
  expires: 'Expires',
  lastDay: 'Last day',
  lastDayHelp: 'The key works until the end of this day where you are. Leave it empty for a key without end.',
  lastUsed: 'Last used',
  made: 'Created',
  by: (name: string) => `by ${name}`,
  revoke: 'Revoke',
  revokeKey: (name: string) => `Revoke ${name}`,
  revokeTitle: (name: string) => `Revoke ${name}?`,
  revokeLead: (name: string) => `Every program that uses ${name} is refused from now on. This cannot be undone.`,
  revoked: (name: string) => `${name} is revoked`,
  none: 'No API keys yet',
  noneHelp: 'Make one for each program, with the least it needs. Then any of them can be revoked by itself.',
};

export const keyScopes = [
  { value: 'credentials:read', label: 'Read credentials', help: 'Names, status and configuration. Never a secret.' },
  { value: 'credentials:write', label: 'Write credentials', help: 'Add, test, rotate, share, revoke and delete.' },
  { value: 'audit:read', label: 'Read the audit log', help: 'Also its export.' },
  {
    value: 'runtime:call',
    label: 'Call through the proxy',
    help: 'Sends calls with a credential applied. The program never sees the secret.',
  },
  {
    value: 'runtime:resolve',
    label: 'Resolve credentials',
    help: 'Hands out secrets: whoever has this key reads every secret it reaches. Only for an engine that sends the calls itself.',
  },
];
