import { Text } from '@mantine/core';
import { rollBackCredential, useCredentialChange } from '../api/credentials';
import type { Credential } from '../api/types';
import { rollBack as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { afterChange } from './afterChange';
import { useAftermath } from './useAftermath';
import { useDone } from './useDone';
import { useSeenVersion } from './useSeenVersion';

export function RollBackDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { name } = credential;
  const version = useSeenVersion(credential, text.confirm);
  const lookAfter = useAftermath();
  const rollBack = useCredentialChange(rollBackCredential, () => lookAfter(afterChange(version.seen, 'rolledBack')));
  const done = useDone(onClose);
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      busy={rollBack.isPending}
      error={version.error(rollBack.error)}
      notice={version.notice}
      onClose={onClose}
      onConfirm={() =>
        rollBack.mutate(version.seen, { onSuccess: () => done(text.done(name)), onError: version.refused })
      }
    >
      <Text>{text.lead}</Text>
    </ConfirmDialog>
  );
}
