import { Button, Checkbox, Group, Modal, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCreateApiKey } from '../../api/apiKeys';
import { isProblem } from '../../api/problem';
import { useSignedIn } from '../../api/session';
import type { ApiKeyScope } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { useLeave } from '../../dialogs/useLeave';
import { dayOf, endOfDay } from '../../lib/days';
import { inputErrors } from '../../lib/pointers';
import { CopyBox } from '../../parts/CopyBox';
import { useNow } from '../../parts/useNow';
import { apiKeys as text, keyScopes } from '../../text/settings';
import classes from './settings.module.css';

export function CreateApiKeyDialog({ onClose }: { onClose: () => void }) {
  const { workspaces } = useSignedIn();
  const now = useNow();
  const create = useCreateApiKey();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiKeyScope[]>([]);
  const [chosen, setChosen] = useState<string[]>([]);
  const [expires, setExpires] = useState('');

  const leaving = useLeave(!create.data && (name !== '' || scopes.length > 0), onClose);

  if (create.data) return <KeyShownOnce token={create.data.token ?? ''} onClose={onClose} />;

  const errors = isProblem(create.error) ? inputErrors(create.error) : {};
  const confirm = () =>
    create.mutate({
      name: name.trim(),
      scopes,
      workspaces: chosen.length > 0 ? chosen : undefined,
      expiresAt: expires ? endOfDay(expires) : undefined,
    });
  return (
    <ConfirmDialog
      title={text.create}
      confirm={text.create}
      size={520}
      leaving={leaving}
      busy={create.isPending}
      blocked={!name.trim() || scopes.length === 0}
      error={Object.keys(errors).length > 0 ? null : create.error}
      onClose={onClose}
      onConfirm={confirm}
    >
      <TextInput
        label={text.name}
        data-autofocus
        autoComplete="off"
        value={name}
        error={errors.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={text.scopes}
        value={scopes}
        onChange={(next) => setScopes(next as ApiKeyScope[])}
        error={errors.scopes}
      >
        <Stack gap={8} mt={4}>
          {keyScopes.map(({ value, label, help }) => (
            <Checkbox key={value} value={value} label={<ScopeLabel label={label} code={value} />} description={help} />
          ))}
        </Stack>
      </Checkbox.Group>
      <MultiSelect
        label={text.workspaces}
        description={text.workspacesHelp}
        placeholder={chosen.length === 0 ? text.anyWorkspace : undefined}
        data={workspaces.map((one) => ({ value: one.id, label: one.name }))}
        value={chosen}
        error={errors.workspaces}
        onChange={setChosen}
      />
      <TextInput
        type="date"
        label={text.lastDay}
        description={text.lastDayHelp}
        min={dayOf(now)}
        value={expires}
        error={errors.expiresAt}
        onChange={(event) => setExpires(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function ScopeLabel({ label, code }: { label: string; code: string }) {
  return (
    <>
      {label} <code className={classes.code}>{code}</code>
    </>
  );
}

function KeyShownOnce({ token, onClose }: { token: string; onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={text.createdTitle}
      size={520}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack gap={14}>
        <Text>{text.createdLead}</Text>
        <CopyBox value={token} label={text.token} />
        <Group justify="flex-end">
          <Button onClick={onClose}>{text.copied}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
