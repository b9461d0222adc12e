export const statusWords = {
  active: 'Active',
  untested: 'Untested',
  expiring: 'Expiring',
  rotation_due: 'Rotation due',
  failing: 'Failing',
  expired: 'Expired',
  unreadable: 'Unreadable',
  needs_reauthorization: 'Re-authorize',
  pending: 'Pending',
  revoked: 'Revoked',
  deactivated: 'Deactivated',
} as const;

export const status = {
  expiresToday: 'Expires today',
  expiresIn: (days: number) => `Expires in ${days} d`,
};

export const next = {
  revoked: 'Revoked',
  revokedBy: (name: string) => `Revoked by ${name}`,
  failing: 'Test failed',
  failedWith: (httpStatus: number) => `HTTP ${httpStatus}`,
  failedAt: (answer: string, when: string) => `${answer}, ${when}`,
  pending: 'No secret yet',
  deactivated: 'Its owner left',
  unreadable: 'Cannot be decrypted',
  needsReauthorization: 'Refused by the service',
  expired: (date: string) => `Expired ${date}`,
  expires: (date: string) => `Expires ${date}`,
  rotateBy: (date: string) => `Rotate by ${date}`,
};
