import { Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useApiKeys } from '../../api/apiKeys';
import { isProblem } from '../../api/problem';
import { useDeleteServiceAccount, useReadAccountsAgain } from '../../api/serviceAccounts';
import type { ServiceAccount } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { afterDeleteAccount } from '../../dialogs/afterServiceAccount';
import { useAftermath } from '../../dialogs/useAftermath';
import { useDone } from '../../dialogs/useDone';
import { useSeenVersion } from '../../dialogs/useSeenVersion';
import { Notice } from '../../parts/Notice';
import { QueryFailed } from '../../parts/QueryFailed';
import { serviceAccounts as text } from '../../text/serviceAccounts';
import { KeyUse } from './KeyUse';
import { keysOf } from './ServiceAccountParts';
import classes from './settings.module.css';

type Props = { account: ServiceAccount; onClose: () => void };

export function DeleteServiceAccountDialog({ account, onClose }: Props) {
  const { id, name } = account;
  const keys = useApiKeys();
  const readAgain = useReadAccountsAgain();
  const lookAfter = useAftermath();
  const told = useRef(false);
  const version = useSeenVersion(account, text.delete);
  const remove = useDeleteServiceAccount(version.seen, () => {
    if (!told.current) lookAfter(afterDeleteAccount(version.seen, readAgain));
  });
  const [typed, setTyped] = useState('');
  const used = keysOf(keys.data ?? [], account).some(({ uses }) => uses > 0);
  const done = useDone(onClose);
  const tellDeleted = () => {
    told.current = true;
    done(text.deleted(name));
  };
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: tellDeleted,
      // The answer was lost: whether it is still there says what happened.
      onError: (error) => {
        version.refused(error);
        if (isProblem(error) && error.status === 0)
          void readAgain().then(
            (accounts) => accounts.some((one) => one.id === id) || told.current || tellDeleted(),
            () => undefined,
          );
      },
    });
  return (
    <ConfirmDialog
      title={text.deleteTitle(name)}
      confirm={text.delete}
      danger
      busy={remove.isPending}
      blocked={!keys.data || (used && typed !== name)}
      error={version.error(remove.error)}
      notice={version.notice}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Text>{text.deleteLead(name)}</Text>
      <StoppingKeys account={account} keys={keys} />
      {used && (
        <TextInput
          label={text.typeName(name)}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </ConfirmDialog>
  );
}

function StoppingKeys({ account, keys }: Pick<Props, 'account'> & { keys: ReturnType<typeof useApiKeys> }) {
  if (!keys.data) {
    if (keys.isError) return <QueryFailed what={text.keysWhat} query={keys} />;
    return <Text c="dimmed">{text.checkingKeys}</Text>;
  }
  const stopping = keysOf(keys.data, account);
  if (stopping.length === 0) return <Text c="dimmed">{text.noKeysStop}</Text>;
  return (
    <Notice tone="warn" title={text.keysStop}>
      <ul className={classes.stopping}>
        {stopping.map((key) => (
          <li key={key.id}>
            {key.name}: <KeyUse apiKey={key} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
