export const leave = {
  title: 'Discard changes?',
  lead: 'What you entered has not been saved.',
  stay: 'Keep editing',
  leave: 'Discard changes',
};

export const aftermath = {
  cancelled: 'Cancelled',
  looking: (name: string) => `Checking what the server had already done with ${name}…`,
  unchanged: (name: string) => `${name} was not changed.`,
  notMade: (name: string) => `${name} was not saved.`,
  unknown: (name: string) => `What became of ${name} is not known`,
  created: (name: string) => `${name} was saved before you cancelled.`,
  updated: (name: string) => `Your changes to ${name} were saved before you cancelled.`,
  rotated: (name: string) => `${name} was rotated before you cancelled. It has the new secret.`,
  revoked: (name: string) => `${name} was revoked before you cancelled.`,
  restored: (name: string) => `${name} was restored before you cancelled.`,
  rolledBack: (name: string) => `${name} was rolled back before you cancelled.`,
  restore: 'Restore',
  revoke: 'Revoke',
  rollBack: 'Roll back',
  delete: 'Delete it',
  deleted: (name: string) => `${name} is deleted`,
};

export const stops = {
  what: 'The flows that use it',
  whatUses: 'Its uses',
  loading: 'Looking who uses it…',
  none: 'No flow uses it, and no engine has used it in the last 30 days.',
  some: 'These flows stop working:',
  engines: 'Engines outside Mortise use it:',
  losing: 'These engines stop working:',
  mayNotSee: 'You may not see who uses it.',
};

export const rotate = {
  title: (name: string) => `Rotate ${name}`,
  lead: 'Make a new secret at the service and enter it here. It is tested first. Flows take it at their next attempt.',
  lost: 'This credential can no longer be decrypted. Make a new secret at the service and enter all fields again.',
  grace: 'Keep the old one for',
  graceHelp: 'Until then it can be rolled back. Then it is destroyed.',
  hours: (hours: number) => (hours === 0 ? 'No time: destroy it at once' : hours === 1 ? '1 hour' : `${hours} hours`),
  confirm: 'Rotate',
  untested: 'Rotate untested',
  done: (name: string) => `${name} has a new secret`,
  needed: 'Enter the new secret.',
  expiresOn: 'The new secret expires on',
  expiresOnHelp: 'The expiry of the old one is not kept. Leave this blank if the new one does not expire.',
  expiryLost: (name: string) => `${name} has a new secret. Its expiry could not be saved: edit it and enter it again.`,
  noSecret: 'This method has no secret to rotate.',
};

export const revoke = {
  title: (name: string) => `Revoke ${name}?`,
  lead: 'Every use fails from the next attempt on. You can restore it later.',
  service: (service: string) =>
    `Only Mortise stops using it. At ${service} the key stays valid until it is revoked there.`,
  atService: (service: string) => `Revoke it at ${service} too`,
  confirm: 'Revoke',
  done: (name: string) => `${name} is revoked`,
};

export const restore = {
  title: (name: string) => `Restore ${name}?`,
  lead: 'Flows may use it again from their next attempt on.',
  confirm: 'Restore',
  done: (name: string) => `${name} is restored`,
};

export const rollBack = {
  title: (name: string) => `Roll back ${name}?`,
  lead: 'The secret from before the last rotation is used again, from the next attempt on.',
  confirm: 'Roll back',
  done: (name: string) => `${name} uses its earlier secret again`,
};

export const duplicate = {
  title: (name: string) => `Duplicate ${name}`,
  lead: 'The configuration is copied. The secret is not: enter it in the new one.',
  name: 'Name',
  confirm: 'Duplicate',
  done: (name: string) => `${name} waits for its secret`,
};

export const remove = {
  title: (name: string) => `Delete ${name}?`,
  lead: 'This is final. The secret is destroyed. Its name and its audit log stay.',
  inUse: 'It is in use. With it deleted, these flows fail:',
  force: (name: string) => `Type “${name}” to delete it all the same`,
  confirm: 'Delete',
  done: (name: string) => `${name} is deleted`,
};

export const share = {
  title: (name: string) => `Share ${name}`,
  lead: 'A share gives more than the scope does. Nobody sees the secret by it.',
  withWhom: 'Person or workspace',
  pick: 'Pick one',
  subjects: 'The people',
  people: 'People',
  workspaces: 'Workspaces',
  level: 'They may',
  levels: {
    use: 'Use: pick it in a flow, test it',
    view: 'View: also its configuration, usage and audit',
    manage: 'Manage: also edit, rotate, share, revoke, delete it',
  },
  confirm: 'Share',
  done: (name: string, subject: string) => `${name} is shared with ${subject}`,
};
