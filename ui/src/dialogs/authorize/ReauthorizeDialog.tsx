import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useConnector } from '../../api/connectors';
import { useUpdateCredential } from '../../api/credentials';
import { isProblem } from '../../api/problem';
import type { Credential } from '../../api/types';
import { inputErrors } from '../../lib/pointers';
import { authorize as text } from '../../text/authorize';
import { ConfirmDialog } from '../ConfirmDialog';
import { afterChange } from '../afterChange';
import { MethodFields } from '../form/MethodFields';
import { useAftermath } from '../useAftermath';
import { useDone } from '../useDone';
import { useLeave } from '../useLeave';
import { useSeenVersion } from '../useSeenVersion';
import { AuthorizationState } from './AuthorizationState';
import { ElsewhereNotice, otherOrigin } from './ElsewhereNotice';
import { ClientInput } from './ClientInput';
import { useAuthorization } from './useAuthorization';
import { useClient } from './useClient';

export function ReauthorizeDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { id, name } = credential;
  const connector = useConnector(credential.connector).data;
  const method = connector?.methods.find((one) => one.id === credential.method);
  const client = useClient(connector, method, credential);
  const scopesField = method?.fields.find((field) => field.name === 'scopes');
  const before = credential.fields?.scopes ?? [];
  const [scopes, setScopes] = useState<unknown>(before);
  const scopesChanged = JSON.stringify(scopes) !== JSON.stringify(before);
  const elsewhere = otherOrigin(method);
  const authorization = useAuthorization();
  const connected = authorization.state === 'connected';
  const version = useSeenVersion(credential, text.save);
  const lookAfter = useAftermath();
  const update = useUpdateCredential(id, () => lookAfter(afterChange(version.seen, 'reauthorized')));
  const leaving = useLeave(connected || scopesChanged, onClose, update.isPending);
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
  const start = () =>
    authorization.start(
      {
        credential: id,
        ...(client.sent && { app: client.sent }),
        ...(scopesChanged && { scopes: scopes as string[] }),
      },
      () => undefined,
    );
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={another ? text.useOther : text.save}
      size={560}
      busy={update.isPending}
      blocked={!authorization.ready}
      error={version.error(update.error) ?? authorization.startError}
      notice={
        <>
          {elsewhere ? (
            <ElsewhereNotice origin={elsewhere} />
          ) : (
            <AuthorizationState authorization={authorization} scopes={scopes} />
          )}
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
      onConfirm={() => save(another || authorization.accepted)}
    >
      <Text>{text.lead}</Text>
      {connector && method && (
        <ClientInput
          connector={connector}
          method={method}
          client={client}
          present
          onPick={(next) => {
            client.pick(next);
            authorization.reset();
          }}
        />
      )}
      {method && scopesField && (
        <MethodFields
          method={{ ...method, fields: [scopesField] }}
          values={{ scopes }}
          errors={isProblem(authorization.startError) ? inputErrors(authorization.startError) : {}}
          onChange={({ scopes: next }) => {
            setScopes(next);
            authorization.reset();
          }}
        />
      )}
    </ConfirmDialog>
  );
}
