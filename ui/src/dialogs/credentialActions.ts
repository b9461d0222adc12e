import type { Credential } from '../api/types';
import { actions as text } from '../text/credentials';
import type { DialogAddress, DialogName } from './useDialog';

export type MenuEntry = { name: string; run: () => void; danger?: boolean; busy?: boolean };

type Means = { open: (address: DialogAddress) => void; test: (credential: Credential) => void; testing?: boolean };

/** What this person may do with a credential, in the order it is offered. */
export function credentialActions(credential: Credential, { open, test, testing = false }: Means): MenuEntry[] {
  const dialog = (name: DialogName) => () => open({ dialog: name, credential: credential.id });
  const revoked = credential.status === 'revoked';
  const tested: MenuEntry = { name: text.test, run: () => test(credential), busy: testing };
  if (credential.level === 'see') return [];
  if (credential.level !== 'manage') return [tested];
  return [
    { name: text.edit, run: dialog('edit') },
    tested,
    { name: text.duplicate, run: dialog('duplicate') },
    ...(credential.type === 'oauth2' ? [{ name: text.reauthorize, run: dialog('reauthorize') }] : []),
    // The secret of an OAuth app is rotated with the app.
    ...(credential.oauth?.app ? [] : [{ name: text.rotate, run: dialog('rotate') }]),
    { name: text.share, run: dialog('share') },
    revoked ? { name: text.restore, run: dialog('restore') } : { name: text.revoke, run: dialog('revoke') },
    { name: text.delete, run: dialog('delete'), danger: true },
  ];
}
