import { Text } from '@mantine/core';
import { rollBackCredential, useCredentialAction } from '../api/credentials';
import type { Credential } from '../api/types';
import { rollBack as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { afterChange } from './afterChange';
import { useAftermath } from './useAftermath';
import { useDone } from './useDone';

export function RollBackDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { id, name } = credential;
  const lookAfter = useAftermath();
  const rollBack = useCredentialAction(rollBackCredential, () => lookAfter(afterChange(credential, 'rolledBack')));
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
