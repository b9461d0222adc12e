import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { deleteCredential, useCredentialAction, useLookAgain } from '../api/credentials';
import { useCredentialFlows, useUsage } from '../api/credentialDetails';
import { isProblem } from '../api/problem';
import type { Credential } from '../api/types';
import { Notice } from '../parts/Notice';
import { remove as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { Stops } from './Stops';
import { useDone } from './useDone';

export function DeleteDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { id, name } = credential;
  const [typed, setTyped] = useState('');
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const usage = useUsage(id).data;
  const using = useCredentialFlows(id).data;
  const lookAgain = useLookAgain();
  const remove = useCredentialAction((force: string | undefined, signal) =>
    deleteCredential(credential, force, signal),
  );
  const onPage = pathname.startsWith(`/credentials/${id}`);
  const done = useDone(() => (onPage ? void navigate('/credentials') : onClose()));
  const inUse = isProblem(remove.error, 'credential_in_use') ? remove.error : null;
  // Once the server has named the flows, the dialog keeps naming them, also while it tries by force.
  const [flows, setFlows] = useState<string[] | null>(null);
  const forced = flows !== null;
  const used = forced || (usage?.total ?? 0) > 0 || (using?.length ?? 0) > 0;
  const known = usage !== undefined && using !== undefined;

  const confirm = () =>
    remove.mutate(forced ? typed : undefined, {
      onSuccess: () => done(text.done(name)),
      onError: (error) => {
        if (isProblem(error, 'credential_in_use')) setFlows(error.flows.map((flow) => flow.name));
        // The answer was lost: whether it is still there says what happened.
        if (isProblem(error) && error.status === 0)
          void lookAgain(id).then((there) => {
            if (!there) done(text.done(name));
          });
      },
    });
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      danger
      busy={remove.isPending}
      blocked={!known || (used && typed !== name)}
      error={inUse ? null : remove.error}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Text>{text.lead}</Text>
      {flows ? (
        <Notice tone="bad" title={text.inUse}>
          {flows.join(', ')}
        </Notice>
      ) : (
        <Stops credential={id} />
      )}
      {used && (
        <TextInput
          label={text.force(name)}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
    </ConfirmDialog>
  );
}
