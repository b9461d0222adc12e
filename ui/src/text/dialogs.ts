import { duration } from './time';

export const leave = {
  title: 'Discard changes?',
  lead: 'What you entered has not been saved.',
  stay: 'Keep editing',
  leave: 'Discard changes',
  saving: {
    title: 'Cancel saving?',
    lead: 'Saving is still running. Closing this form cancels it.',
    stay: 'Keep waiting',
    leave: 'Cancel saving',
  },
};

export const aftermath = {
  cancelled: 'Cancelled',
  looking: (name: string) => `Checking what the server had already done with ${name}…`,
  unchanged: (name: string) => `${name} was not changed.`,
  notMade: (name: string) => `${name} was not saved.`,
  unknown: (name: string) => `The result for ${name} is unknown`,
  created: (name: string) => `${name} was saved before you cancelled.`,
  updated: (name: string) => `Your changes to ${name} were saved before you cancelled.`,
  reauthorized: (name: string) => `${name} was authorized again before you cancelled.`,
  rotated: (name: string) => `${name} was rotated before you cancelled. It has the new secret.`,
  revoked: (name: string) => `${name} was revoked before you cancelled.`,
  restored: (name: string) => `${name} was restored before you cancelled.`,
  rolledBack: (name: string) => `${name} was rolled back before you cancelled.`,
  restore: 'Restore',
  revoke: 'Revoke credential',
  rollBack: 'Roll back',
  delete: 'Delete credential',
  gone: (name: string) => `${name} was deleted before you cancelled.`,
  shared: (name: string, subject: string) => `${name} was shared with ${subject} before you cancelled.`,
  notShared: (name: string, subject: string) => `${name} is not shared with ${subject}.`,
  stillShared: (name: string, subject: string) => `${name} is still shared with ${subject}.`,
  stopSharing: 'Stop sharing',
  deleted: (name: string) => `${name} deleted`,
};

export const stops = {
  what: 'The flows that use it',
  whatUses: 'Its uses',
  loading: 'Checking who uses it…',
  none: 'No flow uses it, and no engine has used it in the last 30 days.',
  some: 'These flows stop working:',
  engines: 'Engines outside Mortise used it:',
  noneStops: 'No flow or engine that used it in the last 30 days stops working.',
  losing: 'These engines stop working:',
  mayNotSee: 'You may not see who uses it.',
};

const verbs: Record<string, string> = {
  rotated: 'rotated',
  rolled_back: 'rolled back',
  revoked: 'revoked',
  restored: 'restored',
  scope_changed: 'changed the scope of',
};
const verb = (action: string) => verbs[action.split('.')[1] ?? ''] ?? 'changed';

export const overtaken = {
  kinds: { cred: 'credential', key: 'API key', svc: 'service account', app: 'OAuth app' },
  changed: (what: string) => `This ${what} was changed in the meantime.`,
  someone: 'Someone else',
  by: (name: string, action: string, what: string) => `${name} ${verb(action)} this ${what}`,
  byYou: (action: string, what: string) => `You ${verb(action)} this ${what} in another window`,
  /** By the button, after somebody else rotated. */
  again: {
    Rotate: 'Rotating again replaces that secret.',
    'Rotate API key': 'Rotating again replaces that token.',
    'Roll back': 'Rolling back now destroys that secret.',
  } as Record<string, string>,
  goOn: (button: string) => `To go on, select “${button}” again.`,
};

export const rotate = {
  title: (name: string) => `Rotate ${name}`,
  lead: 'Create a new secret at the service and enter it here. It is tested before it is saved. Flows use it from their next attempt on.',
  leadAccount:
    'Create a new client secret at the service and enter it here. The account stays connected; the secret is used from the next refresh on.',
  lost: 'This credential can no longer be decrypted. Create a new secret at the service and enter all fields again.',
  grace: 'Keep the old secret for',
  graceHelp: 'You can roll back until then. After that, the old secret is destroyed.',
  hours: (hours: number) => (hours === 0 ? 'Destroy it immediately' : duration(hours)),
  confirm: 'Rotate',
  untested: 'Rotate untested',
  done: (name: string) => `${name} rotated`,
  needed: 'Enter the new secret.',
  expiresOn: 'The new secret expires on',
  expiresOnHelp: 'The expiry of the old secret is not kept. Leave this blank if the new secret does not expire.',
  expiryLost: (name: string) => `${name} rotated, but its expiry could not be saved. Edit the credential to set it.`,
  noSecret: 'This method has no secret to rotate.',
};

export const revoke = {
  title: (name: string) => `Revoke ${name}?`,
  lead: 'Every use fails from the next attempt on. A manager of this credential can restore it.',
  service: (service: string) =>
    `Only Mortise stops using it. The key stays valid at ${service} until you revoke it there.`,
  atService: (service: string) => `Revoke it at ${service} too`,
  endAtService: (service: string) => `Also end the authorization at ${service}`,
  endAtServiceHelp:
    'Then the account works again only after somebody authorizes it. Otherwise only Mortise stops using it.',
  confirm: 'Revoke credential',
  done: (name: string) => `${name} revoked`,
};

export const restore = {
  title: (name: string) => `Restore ${name}?`,
  lead: 'Flows can use it again from their next attempt on.',
  confirm: 'Restore',
  done: (name: string) => `${name} restored`,
};

export const rollBack = {
  title: (name: string) => `Roll back ${name}?`,
  lead: 'The secret from before the last rotation is used again, from the next attempt on.',
  confirm: 'Roll back',
  done: (name: string) => `${name} rolled back`,
};

export const duplicate = {
  title: (name: string) => `Duplicate ${name}`,
  lead: 'The configuration is copied, the secret is not. Enter the secret in the copy.',
  name: 'Name',
  needed: 'Enter a name.',
  confirm: 'Duplicate',
  done: (name: string) => `${name} created without a secret`,
};

export const remove = {
  title: (name: string) => `Delete ${name}?`,
  lead: 'This cannot be undone. The secret is destroyed. The name and the audit log are kept.',
  inUse: 'It is in use. These flows will fail:',
  force: (name: string) => `Type “${name}” to confirm`,
  confirm: 'Delete credential',
  done: (name: string) => `${name} deleted`,
};

export const share = {
  title: (name: string) => `Share ${name}`,
  lead: 'A share gives access beyond the scope. It never shows the secret.',
  withWhom: 'Person, service account or workspace',
  needed: 'Select a person, service account or workspace.',
  pick: 'Search people, service accounts and workspaces',
  subjects: 'The people',
  accountsWhat: 'The service accounts',
  people: 'People',
  accounts: 'Service accounts',
  organization: 'Organization',
  workspaces: 'Workspaces',
  level: 'They may',
  levels: {
    use: 'Use: select it in a flow, test it',
    view: 'View: also configuration, usage and audit log',
    manage: 'Manage: also edit, rotate, share, revoke and delete',
  },
  confirm: 'Share',
  done: (name: string, subject: string) => `${name} shared with ${subject}`,
};
