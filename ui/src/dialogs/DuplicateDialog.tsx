import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { duplicateCredential, useCredentialAction } from '../api/credentials';
import { isProblem } from '../api/problem';
import type { Credential } from '../api/types';
import { nameFault } from '../lib/names';
import { inputErrors } from '../lib/pointers';
import { duplicate as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { useDone } from './useDone';
import { useLookForMade } from './useLookForMade';

export function DuplicateDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { id, name } = credential;
  const [copy, setCopy] = useState(`${name}-copy`);
  const navigate = useNavigate();
  const lookAfter = useLookForMade();
  const duplicate = useCredentialAction(
    (next: string, signal) => duplicateCredential(id, next, signal),
    (next) => lookAfter(next, credential.connector),
  );
  const done = useDone(() => undefined);
  const refused = isProblem(duplicate.error) ? inputErrors(duplicate.error).name : undefined;
  const fault = nameFault(copy) ?? refused;
  const confirm = () =>
    duplicate.mutate(copy.trim(), {
      onSuccess: (made) => {
        done(text.done(made.name), { to: `/credentials/${made.id}` });
        void navigate(`/credentials/${made.id}`);
      },
    });
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      busy={duplicate.isPending}
      blocked={!copy.trim() || nameFault(copy) !== null}
      error={refused ? null : duplicate.error}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Text>{text.lead}</Text>
      <TextInput
        label={text.name}
        data-autofocus
        autoComplete="off"
        value={copy}
        error={fault}
        onChange={(event) => {
          setCopy(event.currentTarget.value);
          duplicate.reset();
        }}
      />
    </ConfirmDialog>
  );
}
