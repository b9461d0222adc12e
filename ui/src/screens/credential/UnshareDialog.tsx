import { Text } from '@mantine/core';
import { useState } from 'react';
import { useUnshare, useUnsharePreview } from '../../api/credentialDetails';
import type { Credential, Grant } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { afterUnshare } from '../../dialogs/afterChange';
import { useAftermath } from '../../dialogs/useAftermath';
import { useDone } from '../../dialogs/useDone';
import { useSeenVersion } from '../../dialogs/useSeenVersion';
import { Losing } from '../../dialogs/Losing';
import { access as text } from '../../text/credential';

type Props = { credential: Credential; subject: Grant['subject']; onClose: () => void };

export function UnshareDialog({ credential, subject, onClose }: Props) {
  const [opened] = useState(credential);
  const version = useSeenVersion(opened, text.unshare);
  const lookAfter = useAftermath();
  const unshare = useUnshare(version.seen, () => lookAfter(afterUnshare(version.seen, subject)));
  const preview = useUnsharePreview(credential.id, subject.id);
  const done = useDone(onClose);
  return (
    <ConfirmDialog
      title={text.unshareTitle(subject.name)}
      confirm={text.unshare}
      danger
      busy={unshare.isPending}
      blocked={preview.isLoading}
      error={version.error(unshare.error)}
      notice={version.notice}
      onClose={onClose}
      onConfirm={() =>
        unshare.mutate(subject.id, { onSuccess: () => done(text.unshared(subject.name)), onError: version.refused })
      }
    >
      <Text>{text.unshareLead(subject.name, credential.name)}</Text>
      <Losing preview={preview} />
    </ConfirmDialog>
  );
}
