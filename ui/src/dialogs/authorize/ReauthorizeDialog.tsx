import { Button, Text } from '@mantine/core';
import { useConnector } from '../../api/connectors';
import { useUpdateCredential } from '../../api/credentials';
import { isProblem } from '../../api/problem';
import type { Credential } from '../../api/types';
import { authorize as text } from '../../text/authorize';
import { ConfirmDialog } from '../ConfirmDialog';
import { useDone } from '../useDone';
import { AuthorizationState } from './AuthorizationState';
import { ElsewhereNotice, otherOrigin } from './ElsewhereNotice';
import { useAuthorization } from './useAuthorization';

export function ReauthorizeDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { id, name, version } = credential;
  const method = useConnector(credential.connector).data?.methods.find((one) => one.id === credential.method);
  const elsewhere = otherOrigin(method);
  const authorization = useAuthorization();
  const update = useUpdateCredential(id);
  const done = useDone(onClose);
  const connected = authorization.state === 'connected';
  const another = isProblem(update.error, 'another_account');
  const save = (acceptAccount: boolean) => {
    if (!authorization.begun) return;
    update.mutate(
      { version, body: { oauthHandoff: authorization.begun.id, acceptAccount } },
      {
        onSuccess: () => {
          authorization.saved();
          done(text.saved(name));
        },
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
      error={update.error ?? authorization.startError}
      notice={elsewhere ? <ElsewhereNotice origin={elsewhere} /> : <AuthorizationState authorization={authorization} />}
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
