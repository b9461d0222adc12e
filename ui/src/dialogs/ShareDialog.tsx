import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useShare } from '../api/credentialDetails';
import { useMembers, useSignedIn } from '../api/session';
import type { Credential, GrantLevel } from '../api/types';
import { QueryFailed } from '../parts/QueryFailed';
import { share as text } from '../text/dialogs';
import { ConfirmDialog } from './ConfirmDialog';
import { useDone } from './useDone';

const levels = Object.entries(text.levels).map(([value, label]) => ({ value, label }));

export function ShareDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const { workspaces } = useSignedIn();
  const known = useMembers();
  const members = known.data ?? [];
  const [subject, setSubject] = useState<string | null>(null);
  const [level, setLevel] = useState<GrantLevel>('use');
  const share = useShare(credential.id);
  const done = useDone(onClose);

  const people = members.filter(({ id }) => id !== credential.owner.id);
  const teams = workspaces.filter(({ id }) => credential.scope !== 'workspace' || id !== credential.workspace?.id);
  const subjectName = [...people, ...teams].find(({ id }) => id === subject)?.name ?? '';
  return (
    <ConfirmDialog
      title={text.title(credential.name)}
      confirm={text.confirm}
      busy={share.isPending}
      blocked={!subject}
      error={share.error}
      onClose={onClose}
      onConfirm={() =>
        subject &&
        share.mutate({ to: subject, level }, { onSuccess: () => done(text.done(credential.name, subjectName)) })
      }
    >
      <Text c="dimmed">{text.lead}</Text>
      <QueryFailed what={text.subjects} query={known} />
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
        ]}
        value={subject}
        onChange={setSubject}
      />
      <Select
        label={text.level}
        data={levels}
        value={level}
        allowDeselect={false}
        onChange={(next) => setLevel(next as GrantLevel)}
      />
    </ConfirmDialog>
  );
}
