import { Text } from '@mantine/core';
import { rollBackCredential, useCredentialAction } from '../api/credentials';
import type { Credential } from '../api/types';
import { rollBack as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { useDone } from './useDone';

export function RollBackDialog({ credential: { id, name }, onClose }: { credential: Credential; onClose: () => void }) {
  const rollBack = useCredentialAction(rollBackCredential);
  const done = useDone(onClose);
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      busy={rollBack.isPending}
      error={rollBack.error}
      onClose={onClose}
      onConfirm={() => rollBack.mutate(id, { onSuccess: () => done(text.done(name)) })}
    >
      <Text>{text.lead}</Text>
    </ConfirmDialog>
  );
}
