import type { Credential } from '../api/types';
import { credentialActions, type MenuEntry } from './credentialActions';
import { useDialog } from './useDialog';
import { useRunTest } from './useRunTest';

/** What one may do with a credential, in the order it is offered. */
export function useCredentialMenu(credential: Credential): MenuEntry[] {
  const { open } = useDialog();
  const test = useRunTest();
  return credentialActions(credential, { open, test: test.mutate, testing: test.isPending });
}
