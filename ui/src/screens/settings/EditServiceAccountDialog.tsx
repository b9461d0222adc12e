import { Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useChangeServiceAccount, useReadAccountsAgain } from '../../api/serviceAccounts';
import type { ChangeServiceAccount, ServiceAccount, ServiceAccountRole } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { afterChangeAccount } from '../../dialogs/afterServiceAccount';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { useAftermath } from '../../dialogs/useAftermath';
import { useDone } from '../../dialogs/useDone';
import { useLeave } from '../../dialogs/useLeave';
import { useSeenVersion } from '../../dialogs/useSeenVersion';
import { nameFault } from '../../lib/names';
import { serviceAccounts as text } from '../../text/serviceAccounts';
import { RoleSelect } from './RoleSelect';
import { placeOf } from './ServiceAccountParts';

type Values = { name: string; role: ServiceAccountRole; notes: string };

export function EditServiceAccountDialog({ account, onClose }: { account: ServiceAccount; onClose: () => void }) {
  const readAgain = useReadAccountsAgain();
  const lookAfter = useAftermath();
  const version = useSeenVersion(account, text.save);
  const change = useChangeServiceAccount(version.seen, () => lookAfter(afterChangeAccount(version.seen, readAgain)));
  const form = useForm<Values>({
    initialValues: { name: account.name, role: account.role, notes: account.notes },
    validate: { name: (name) => (name.trim() ? nameFault(name.trim()) : text.nameMissing) },
  });
  const { confirm, unplaced } = useServerErrors(form, version.error(change.error));
  const leaving = useLeave(form.isDirty() && !change.isSuccess, onClose, change.isPending);
  const done = useDone(leaving.close);
  const send = ({ name, role, notes }: Values) => {
    // Only what was typed here: somebody else may have changed the rest in the meantime.
    const body: ChangeServiceAccount = {
      ...(form.isDirty('name') && { name: name.trim() }),
      ...(form.isDirty('role') && { role }),
      ...(form.isDirty('notes') && { notes: notes.trim() || null }),
    };
    if (Object.keys(body).length === 0) leaving.close();
    else change.mutate(body, { onSuccess: (saved) => done(text.saved(saved.name)), onError: version.refused });
  };
  return (
    <ConfirmDialog
      title={text.editTitle(account.name)}
      confirm={text.save}
      size={520}
      leaving={leaving}
      busy={change.isPending}
      error={unplaced}
      notice={version.notice}
      onClose={onClose}
      onConfirm={() => confirm(send)}
    >
      <Text c="dimmed">{text.editLead(placeOf(account))}</Text>
      <TextInput label={text.name} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
      <RoleSelect ofOrganization={account.workspace === null} {...form.getInputProps('role')} />
      <Textarea label={text.notes} description={text.notesHelp} autosize minRows={2} {...form.getInputProps('notes')} />
    </ConfirmDialog>
  );
}
