import type { Credential } from '../api/types';
import { actions as text } from '../text/credentials';
import { useDialog, type DialogName } from './useDialog';
import { useRunTest } from './useRunTest';

export type MenuEntry = { name: string; run: () => void; danger?: boolean; busy?: boolean };

/** What one may do with a credential, in the order it is offered. */
export function useCredentialMenu(credential: Credential): MenuEntry[] {
  const { open } = useDialog();
  const test = useRunTest();
  const dialog = (name: DialogName) => () => open({ dialog: name, credential: credential.id });
  const revoked = credential.status === 'revoked';

  const testing: MenuEntry = { name: text.test, run: () => test.mutate(credential), busy: test.isPending };
  if (credential.level === 'see') return [];
  if (credential.level !== 'manage') return [testing];
  return [
    { name: text.edit, run: dialog('edit') },
    testing,
    { name: text.duplicate, run: dialog('duplicate') },
    { name: text.rotate, run: dialog('rotate') },
    { name: text.share, run: dialog('share') },
    revoked ? { name: text.restore, run: dialog('restore') } : { name: text.revoke, run: dialog('revoke') },
    { name: text.delete, run: dialog('delete'), danger: true },
  ];
}
