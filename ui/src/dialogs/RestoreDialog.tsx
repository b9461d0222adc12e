import { Text } from '@mantine/core';
import { restoreCredential, useCredentialAction } from '../api/credentials';
import type { Credential } from '../api/types';
import { restore as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { afterChange } from './afterChange';
import { useAftermath } from './useAftermath';
import { useDone } from './useDone';

export function RestoreDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { id, name } = credential;
  const lookAfter = useAftermath();
  const restore = useCredentialAction(restoreCredential, () => lookAfter(afterChange(credential, 'restored')));
  const done = useDone(onClose);
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      busy={restore.isPending}
      error={restore.error}
      onClose={onClose}
      onConfirm={() => restore.mutate(id, { onSuccess: () => done(text.done(name)) })}
    >
      <Text>{text.lead}</Text>
    </ConfirmDialog>
  );
}
