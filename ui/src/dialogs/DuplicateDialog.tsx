import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from 'react-router';
import { duplicateCredential, useCredentialAction } from '../api/credentials';
import type { Credential } from '../api/types';
import { nameFault } from '../lib/names';
import { duplicate as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { useServerErrors } from './form/useServerErrors';
import { useDone } from './useDone';
import { useLeave } from './useLeave';
import { useLookForMade } from './useLookForMade';

export function DuplicateDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { id, name } = credential;
  const navigate = useNavigate();
  const lookAfter = useLookForMade();
  const duplicate = useCredentialAction(
    (next: string, signal) => duplicateCredential(id, next, signal),
    (next) => lookAfter(next, credential.connector),
  );
  const form = useForm({
    initialValues: { name: `${name}-copy` },
    validate: { name: (next) => (next.trim() ? nameFault(next.trim()) : text.needed) },
  });
  const { confirm, unplaced } = useServerErrors(form, duplicate.error);
  const leaving = useLeave(form.isDirty() && !duplicate.isSuccess, onClose, duplicate.isPending);
  const done = useDone(() => undefined);
  const send = ({ name: next }: { name: string }) =>
    duplicate.mutate(next.trim(), {
      onSuccess: (made) => {
        leaving.release();
        done(text.done(made.name), { to: `/credentials/${made.id}` });
        void navigate(`/credentials/${made.id}`);
      },
    });
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      busy={duplicate.isPending}
      error={unplaced}
      leaving={leaving}
      onClose={onClose}
      onConfirm={() => confirm(send)}
    >
      <Text>{text.lead}</Text>
      <TextInput label={text.name} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
    </ConfirmDialog>
  );
}
