import { Text } from '@mantine/core';
import { restoreCredential, useCredentialChange } from '../api/credentials';
import type { Credential } from '../api/types';
import { restore as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { afterChange } from './afterChange';
import { useAftermath } from './useAftermath';
import { useDone } from './useDone';
import { useSeenVersion } from './useSeenVersion';

export function RestoreDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { name } = credential;
  const version = useSeenVersion(credential, text.confirm);
  const lookAfter = useAftermath();
  const restore = useCredentialChange(restoreCredential, () => lookAfter(afterChange(version.seen, 'restored')));
  const done = useDone(onClose);
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      busy={restore.isPending}
      error={version.error(restore.error)}
      notice={version.notice}
      onClose={onClose}
      onConfirm={() =>
        restore.mutate(version.seen, { onSuccess: () => done(text.done(name)), onError: version.refused })
      }
    >
      <Text>{text.lead}</Text>
    </ConfirmDialog>
  );
}
