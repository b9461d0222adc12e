import { Anchor, Checkbox, Text } from '@mantine/core';
import { useState } from 'react';
import { useConnector } from '../api/connectors';
import { revokeAtService, revokeCredential, useCredentialChange } from '../api/credentials';
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
  const [atService, setAtService] = useState(false);
  const revoke = useCredentialChange(atService ? revokeAtService : revokeCredential, () =>
    lookAfter(afterChange(version.seen, 'revoked')),
  );
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
          onSuccess: (revoked) =>
            // An undo cannot bring back an authorization that the service has ended.
            done(text.done(name), atService ? {} : { undo: undoRevoke(revoked) }),
          onError: version.refused,
        })
      }
    >
      <Text>{text.lead}</Text>
      <Stops credential={id} />
      {method?.oauth?.revokes ? (
        <Checkbox
          checked={atService}
          onChange={(event) => setAtService(event.currentTarget.checked)}
          label={text.endAtService(connectorName)}
          description={text.endAtServiceHelp}
        />
      ) : (
        <Text c="dimmed">
          {text.service(connectorName)}{' '}
          {method?.revokeUrl && (
            <Anchor href={method.revokeUrl} target="_blank" rel="noreferrer" fz="inherit">
              {text.atService(connectorName)}
            </Anchor>
          )}
        </Text>
      )}
    </ConfirmDialog>
  );
}
