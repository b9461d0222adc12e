import { Select, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useShare } from '../api/credentialDetails';
import { useServiceAccounts } from '../api/serviceAccounts';
import { useMembers, useSignedIn } from '../api/session';
import type { Credential, GrantLevel } from '../api/types';
import { QueryFailed } from '../parts/QueryFailed';
import { share as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { afterShare } from './afterChange';
import { useServerErrors } from './form/useServerErrors';
import { useAftermath } from './useAftermath';
import { useDone } from './useDone';
import { useLeave } from './useLeave';
import { useSeenVersion } from './useSeenVersion';

const levels = Object.entries(text.levels).map(([value, label]) => ({ value, label }));

type Values = { to: string | null; level: GrantLevel };

export function ShareDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { workspaces } = useSignedIn();
  const known = useMembers();
  const managed = useServiceAccounts();
  const members = known.data ?? [];
  const accounts = (managed.data ?? []).filter(({ id }) => id !== credential.owner.id);
  const people = members.filter(({ id }) => id !== credential.owner.id);
  const teams = workspaces.filter(({ id }) => credential.scope !== 'workspace' || id !== credential.workspace?.id);
  const nameOf = (subject: string) => [...people, ...accounts, ...teams].find(({ id }) => id === subject)?.name ?? '';
  const lookAfter = useAftermath();
  const version = useSeenVersion(credential, text.confirm);
  const share = useShare(version.seen, (to) => lookAfter(afterShare(version.seen, { id: to, name: nameOf(to) })));
  const form = useForm<Values>({
    initialValues: { to: null, level: 'use' },
    validate: { to: (to) => (to ? null : text.needed) },
  });
  const { confirm, unplaced } = useServerErrors(form, version.error(share.error));
  const leaving = useLeave(form.isDirty() && !share.isSuccess, onClose, share.isPending);
  const done = useDone(leaving.close);
  const send = ({ to, level }: Values) =>
    to &&
    share.mutate(
      { to, level },
      { onSuccess: () => done(text.done(credential.name, nameOf(to))), onError: version.refused },
    );
  return (
    <ConfirmDialog
      title={text.title(credential.name)}
      confirm={text.confirm}
      busy={share.isPending}
      error={unplaced}
      notice={version.notice}
      leaving={leaving}
      onClose={onClose}
      onConfirm={() => confirm(send)}
    >
      <Text c="dimmed">{text.lead}</Text>
      <QueryFailed what={text.subjects} query={known} />
      <QueryFailed what={text.accountsWhat} query={managed} />
      <Select
        label={text.withWhom}
        placeholder={text.pick}
        searchable
        data-autofocus
        data={[
          { group: text.workspaces, items: teams.map(({ id, name }) => ({ value: id, label: name })) },
          {
            group: text.people,
            items: people.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
          },
          {
            group: text.accounts,
            items: accounts.map(({ id, name, workspace }) => ({
              value: id,
              label: `${name} (${workspace?.name ?? text.organization})`,
            })),
          },
        ]}
        {...form.getInputProps('to')}
      />
      <Select label={text.level} data={levels} allowDeselect={false} {...form.getInputProps('level')} />
    </ConfirmDialog>
  );
}
