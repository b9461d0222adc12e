import {
  deleteCredential,
  readCredential,
  restoreCredential,
  revokeCredential,
  rollBackCredential,
} from '../api/credentials';
import { isShared, unshare } from '../api/credentialDetails';
import { isProblem } from '../api/problem';
import type { Credential, Grant } from '../api/types';
import { aftermath as text, revoke, restore, rollBack } from '../text/dialogs';
import type { Undo } from '../parts/toasts';
import type { Aftermath } from './useAftermath';

export const undoRevoke = (revoked: Credential): Undo => ({
  label: text.restore,
  run: () => restoreCredential(revoked).then(() => restore.done(revoked.name)),
});

const undoRestore = (restored: Credential): Undo => ({
  label: text.revoke,
  run: () => revokeCredential(restored).then(() => revoke.done(restored.name)),
});

const undoRotate = (rotated: Credential): Undo => ({
  label: text.rollBack,
  run: () => rollBackCredential(rotated).then(() => rollBack.done(rotated.name)),
});

export const undoMade = (made: Credential): Undo => ({
  label: text.delete,
  run: () => deleteCredential(made).then(() => text.deleted(made.name)),
});

type Change = {
  happened: (now: Credential, before: Credential) => boolean;
  said: (name: string) => string;
  undo?: (now: Credential) => Undo;
};

const saved = (now: Credential, before: Credential) => now.version > before.version;

/** How it is seen that a cancelled change took place, and how that is taken back. */
const changes = {
  updated: { happened: saved, said: text.updated },
  rotated: { happened: saved, said: text.rotated, undo: undoRotate },
  reauthorized: { happened: saved, said: text.reauthorized },
  rolledBack: { happened: saved, said: text.rolledBack },
  revoked: { happened: ({ status }) => status === 'revoked', said: text.revoked, undo: undoRevoke },
  restored: { happened: ({ status }) => status !== 'revoked', said: text.restored, undo: undoRestore },
} satisfies Record<string, Change>;

/** What may have become of a change of a credential that was cancelled. */
export function afterChange(before: Credential, change: keyof typeof changes): Aftermath {
  const { happened, said, undo }: Change = changes[change];
  return {
    subject: before.id,
    name: before.name,
    nothing: text.unchanged(before.name),
    look: async () => {
      const now = await readCredential(before.id);
      return happened(now, before) ? { said: said(now.name), credential: now, undo: undo?.(now) } : null;
    },
  };
}

/** What may have become of a deletion that was cancelled. */
export const afterDelete = ({ id, name }: Credential): Aftermath => ({
  subject: id,
  name,
  nothing: text.unchanged(name),
  look: async () => {
    try {
      await readCredential(id);
      return null;
    } catch (error) {
      if (isProblem(error) && error.status === 404) return { said: text.gone(name) };
      throw error;
    }
  },
});

type Subject = Pick<Grant['subject'], 'id' | 'name'>;

/** What may have become of a share that was cancelled. */
export const afterShare = (credential: Credential, { id, name }: Subject): Aftermath => ({
  subject: credential.id,
  name: credential.name,
  nothing: text.notShared(credential.name, name),
  look: async () =>
    (await isShared(credential.id, id))
      ? {
          said: text.shared(credential.name, name),
          credential,
          undo: {
            label: text.stopSharing,
            run: () => unshare(credential, id).then(() => text.notShared(credential.name, name)),
          },
        }
      : null,
});

/** What may have become of the end of a share that was cancelled. */
export const afterUnshare = (credential: Credential, { id, name }: Subject): Aftermath => ({
  subject: credential.id,
  name: credential.name,
  nothing: text.stillShared(credential.name, name),
  look: async () =>
    (await isShared(credential.id, id)) ? null : { said: text.notShared(credential.name, name), credential },
});
