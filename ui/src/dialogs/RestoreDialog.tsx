import { Text } from '@mantine/core';
import { restoreCredential, useCredentialAction } from '../api/credentials';
import type { Credential } from '../api/types';
import { restore as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { useDone } from './useDone';

export function RestoreDialog({ credential: { id, name }, onClose }: { credential: Credential; onClose: () => void }) {
  const restore = useCredentialAction(restoreCredential);
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
