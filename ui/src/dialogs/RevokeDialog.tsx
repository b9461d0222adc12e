import { Anchor, Text } from '@mantine/core';
import { useConnector } from '../api/connectors';
import { revokeCredential, useCredentialChange } from '../api/credentials';
import type { Credential } from '../api/types';
import { revoke as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { Stops } from './Stops';
import { afterChange, undoRevoke } from './afterChange';
import { useAftermath } from './useAftermath';
import { useDone } from './useDone';
import { useSeenVersion } from './useSeenVersion';

export function RevokeDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { id, name, connectorName } = credential;
  const version = useSeenVersion(credential, text.confirm);
  const method = useConnector(credential.connector).data?.methods.find((one) => one.id === credential.method);
  const lookAfter = useAftermath();
  const revoke = useCredentialChange(revokeCredential, () => lookAfter(afterChange(version.seen, 'revoked')));
  const done = useDone(onClose);
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      danger
      busy={revoke.isPending}
      error={version.error(revoke.error)}
      notice={version.notice}
      onClose={onClose}
      onConfirm={() =>
        revoke.mutate(version.seen, {
          onSuccess: (revoked) => done(text.done(name), { undo: undoRevoke(revoked) }),
          onError: version.refused,
        })
      }
    >
      <Text>{text.lead}</Text>
      <Stops credential={id} />
      <Text c="dimmed">
        {text.service(connectorName)}{' '}
        {method?.revokeUrl && (
          <Anchor href={method.revokeUrl} target="_blank" rel="noreferrer" fz="inherit">
            {text.atService(connectorName)}
          </Anchor>
        )}
      </Text>
    </ConfirmDialog>
  );
}
