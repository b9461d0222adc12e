import { Button, Text } from '@mantine/core';
import { useConnector } from '../../api/connectors';
import { useUpdateCredential } from '../../api/credentials';
import { isProblem } from '../../api/problem';
import type { Credential } from '../../api/types';
import { authorize as text } from '../../text/authorize';
import { ConfirmDialog } from '../ConfirmDialog';
import { afterChange } from '../afterChange';
import { useAftermath } from '../useAftermath';
import { useDone } from '../useDone';
import { useLeave } from '../useLeave';
import { useSeenVersion } from '../useSeenVersion';
import { AuthorizationState } from './AuthorizationState';
import { ElsewhereNotice, otherOrigin } from './ElsewhereNotice';
import { useAuthorization } from './useAuthorization';

export function ReauthorizeDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { id, name } = credential;
  const method = useConnector(credential.connector).data?.methods.find((one) => one.id === credential.method);
  const elsewhere = otherOrigin(method);
  const authorization = useAuthorization();
  const connected = authorization.state === 'connected';
  const version = useSeenVersion(credential, text.save);
  const lookAfter = useAftermath();
  const update = useUpdateCredential(id, () => lookAfter(afterChange(version.seen, 'reauthorized')));
  const leaving = useLeave(connected, onClose, update.isPending);
  const done = useDone(leaving.close);
  const another = isProblem(update.error, 'another_account');
  const save = (acceptAccount: boolean) => {
    if (!authorization.begun) return;
    update.mutate(
      { version: version.seen.version, body: { oauthHandoff: authorization.begun.id, acceptAccount } },
      {
        onSuccess: () => {
          authorization.saved();
          done(text.saved(name));
        },
        onError: version.refused,
      },
    );
  };
  const start = () => authorization.start({ credential: id }, () => undefined);
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={another ? text.useOther : text.save}
      busy={update.isPending}
      blocked={!connected}
      error={version.error(update.error) ?? authorization.startError}
      notice={
        <>
          {elsewhere ? <ElsewhereNotice origin={elsewhere} /> : <AuthorizationState authorization={authorization} />}
          {version.notice}
        </>
      }
      leaving={leaving}
      second={
        <Button
          variant={connected ? 'default' : 'filled'}
          loading={authorization.starting}
          disabled={elsewhere !== null || update.isPending}
          onClick={start}
        >
          {authorization.begun ? text.again : text.start}
        </Button>
      }
      onClose={onClose}
      onConfirm={() => save(another)}
    >
      <Text>{text.lead}</Text>
    </ConfirmDialog>
  );
}
