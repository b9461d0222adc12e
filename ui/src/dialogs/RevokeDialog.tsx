import { Anchor, Text } from '@mantine/core';
import { useConnector } from '../api/connectors';
import { revokeCredential, useCredentialAction } from '../api/credentials';
import type { Credential } from '../api/types';
import { revoke as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { Stops } from './Stops';
import { afterChange, undoRevoke } from './afterChange';
import { useAftermath } from './useAftermath';
import { useDone } from './useDone';

export function RevokeDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { id, name, connectorName } = credential;
  const method = useConnector(credential.connector).data?.methods.find((one) => one.id === credential.method);
  const lookAfter = useAftermath();
  const revoke = useCredentialAction(revokeCredential, () => lookAfter(afterChange(credential, 'revoked')));
  const done = useDone(onClose);
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onClose={onClose}
      onConfirm={() => revoke.mutate(id, { onSuccess: () => done(text.done(name), { undo: undoRevoke(credential) }) })}
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
