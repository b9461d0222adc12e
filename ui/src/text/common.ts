export const common = {
  product: 'Mortise',
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  optional: 'optional',
  tryAgain: 'Try again',
  loadMore: 'Load more',
  showSecret: 'Show what was typed',
  hideSecret: 'Hide what was typed',
  failed: 'This did not work',
  somethingBroke: 'This page broke',
  somethingBrokeHelp: 'Reload it. If it happens again, tell whoever runs this server.',
  reload: 'Reload',
  notFound: 'Nothing here',
  notFoundHelp: 'The address is wrong, or it belongs to something you may not see.',
  toCredentials: 'Go to credentials',
};

export const scopes = { personal: 'Personal', workspace: 'Workspace', organization: 'Organization' } as const;

export const environments = { prod: 'Production', staging: 'Staging', dev: 'Development' } as const;

export const levels = { see: 'See', use: 'Use', view: 'View', manage: 'Manage' } as const;

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

export const methodTypes: Record<string, string> = {
  oauth2: 'OAuth 2.0',
  oauth2_client_credentials: 'OAuth 2.0 client',
  oauth1: 'OAuth 1.0a',
  api_key: 'API key',
  bearer: 'Bearer',
  basic: 'Basic',
  digest: 'Digest',
  custom_headers: 'Custom headers',
  certificate: 'Certificate',
  jwt_bearer: 'JWT bearer',
  token_exchange: 'Token exchange',
  aws_sigv4: 'AWS signature',
  hmac: 'HMAC',
  ws_security: 'WS-Security',
  secret_url: 'Secret URL',
  ssh_key: 'SSH key',
  database: 'Database',
  none: 'None',
  custom: 'Custom',
};
