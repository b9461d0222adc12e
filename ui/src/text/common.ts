export const common = {
  serverLost: 'The server cannot be reached. Check the connection and try again.',
  tooSlow: (seconds: number) =>
    `The server did not answer within ${seconds} seconds. It may still have done the work. Check before you try again.`,
  serverAnswered: (status: number) => `The server answered ${status}.`,
  somethingWrong: 'Unexpected error. Reload the page and try again.',
  loadFailed: (what: string) => `${what} could not be loaded`,
  cannotOpen: 'This dialog could not be opened',
  pageTitle: (title: string) => `${title} · Mortise`,
  product: 'Mortise',
  cancel: 'Cancel',
  stillRunning: 'Still running. It may take up to a minute.',
  seconds: (seconds: number) => `${seconds} s`,
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  copyBlock: 'Copy these lines',
  tryAgain: 'Try again',
  retry: 'Retry',
  loadMore: 'Load more',
  showSecret: 'Show secret',
  hideSecret: 'Hide secret',
  somethingBroke: 'This page failed',
  somethingBrokeHelp: 'Reload it. If it happens again, tell the administrator of this server.',
  reload: 'Reload',
  unreachable: 'Mortise does not answer',
  breadcrumb: 'Breadcrumb',
  filtered: (filters: string[]) => `· filtered: ${filters.join(', ')}`,
  notFound: 'Page not found',
  notFoundHelp: 'The address is wrong, or you may not see this page.',
  toCredentials: 'Go to credentials',
};

export const toasts = {
  open: 'Open',
  undoing: 'Undoing…',
  notUndone: 'Undo failed',
};

/** Of a filter whose app is not read for its name. */
export const oauthAppWord = 'OAuth app';

/** What somebody typed, within a sentence. */
export const quoted = (typed: string) => `“${typed}”`;

export const scopes = { personal: 'Personal', workspace: 'Workspace', organization: 'Organization' } as const;

export const environments = { prod: 'Production', staging: 'Staging', dev: 'Development' } as const;

export const levels = { see: 'See', use: 'Use', view: 'View', manage: 'Manage' } as const;

/** Said after a name, where people stand beside other owners. */
export const serviceAccountMark = '(service account)';

export const roles = { owner: 'Owner', admin: 'Administrator', auditor: 'Auditor', member: 'Member' } as const;

/** The groups that the type filter knows. */
export const typeGroups = [
  { value: 'oauth2', label: 'OAuth 2.0' },
  { value: 'api_key', label: 'API key' },
  { value: 'bearer', label: 'Bearer' },
  { value: 'basic', label: 'Basic' },
  { value: 'certificate', label: 'Certificate' },
  { value: 'custom', label: 'Custom' },
];
