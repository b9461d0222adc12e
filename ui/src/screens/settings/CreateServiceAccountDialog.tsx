import { Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useCreateServiceAccount, useReadAccountsAgain } from '../../api/serviceAccounts';
import { useSignedIn } from '../../api/session';
import type { CreateServiceAccount } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { afterCreateAccount } from '../../dialogs/afterServiceAccount';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { useAftermath } from '../../dialogs/useAftermath';
import { useDone } from '../../dialogs/useDone';
import { useLeave } from '../../dialogs/useLeave';
import { nameFault } from '../../lib/names';
import { administers, managedWorkspaces } from '../../lib/places';
import { serviceAccounts as text } from '../../text/serviceAccounts';
import { RoleSelect } from './RoleSelect';

type Values = { name: string; workspace: string | null; role: CreateServiceAccount['role']; notes: string };

/** In place of a workspace: the whole organization. */
const everywhere = 'organization';

function placeHelp(workspace: string | null): string {
  if (workspace === null) return text.belongsToStays;
  return workspace === everywhere ? text.belongsToAll : text.belongsToHelp;
}

export function CreateServiceAccountDialog({ onClose }: { onClose: () => void }) {
  const me = useSignedIn();
  const workspaces = managedWorkspaces(me).map(({ id, name }) => ({ value: id, label: name }));
  const whole = { value: everywhere, label: text.wholeOrganization(me.organization.name) };
  const readAgain = useReadAccountsAgain();
  const lookAfter = useAftermath();
  const create = useCreateServiceAccount(({ name }) => lookAfter(afterCreateAccount(name, readAgain)));
  const only = workspaces.length === 1 ? (workspaces[0]?.value ?? null) : null;
  const form = useForm<Values>({
    initialValues: { name: '', workspace: only, role: 'editor', notes: '' },
    validate: {
      name: (name) => (name.trim() ? nameFault(name.trim()) : text.nameMissing),
      workspace: (workspace) => (workspace ? null : text.belongsToMissing),
    },
  });
  const { confirm, unplaced } = useServerErrors(form, create.error);
  const leaving = useLeave(form.isDirty() && !create.isSuccess, onClose, create.isPending);
  const done = useDone(leaving.close);
  const { workspace } = form.values;
  const ofOrganization = workspace === everywhere;
  const place = (next: string | null) => {
    form.setFieldValue('workspace', next);
    // A role of a workspace is none of the organization, and the other way round.
    if ((next === everywhere) !== ofOrganization) form.setFieldValue('role', next === everywhere ? 'admin' : 'editor');
  };
  const send = ({ name, workspace: chosen, role, notes }: Values) =>
    create.mutate(
      {
        name: name.trim(),
        ...(chosen !== everywhere && { workspace: chosen }),
        role,
        ...(notes.trim() && { notes: notes.trim() }),
      },
      { onSuccess: (made) => done(text.made(made.name), { to: '/settings/service-accounts' }) },
    );
  return (
    <ConfirmDialog
      title={text.create}
      confirm={text.create}
      size={520}
      leaving={leaving}
      busy={create.isPending}
      error={unplaced}
      onClose={onClose}
      onConfirm={() => confirm(send)}
    >
      <TextInput label={text.name} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
      <Select
        label={text.belongsTo}
        description={placeHelp(workspace)}
        placeholder={administers(me) ? text.pickPlaceOrAll : text.pickPlace}
        allowDeselect={false}
        data={[
          { group: text.workspaces, items: workspaces },
          ...(administers(me) ? [{ group: text.organization, items: [whole] }] : []),
        ]}
        {...form.getInputProps('workspace')}
        onChange={place}
      />
      <RoleSelect ofOrganization={ofOrganization} {...form.getInputProps('role')} />
      <Textarea label={text.notes} description={text.notesHelp} autosize minRows={2} {...form.getInputProps('notes')} />
    </ConfirmDialog>
  );
}
