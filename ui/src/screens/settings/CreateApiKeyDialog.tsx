import { Checkbox, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useCreateApiKey } from '../../api/apiKeys';
import { useSignedIn } from '../../api/session';
import type { ApiKeyScope } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { useLeave } from '../../dialogs/useLeave';
import { expiresAt, presets, type Expiry } from '../../lib/expiry';
import { nameFault } from '../../lib/names';
import { apiKeys as text, expiry as expiryText, keyScopes } from '../../text/settings';
import { ExpiryInput } from './ExpiryInput';
import { KeyShownOnce } from './KeyShownOnce';
import classes from './settings.module.css';

type Values = { name: string; scopes: ApiKeyScope[]; workspaces: string[]; expiresAt: Expiry; day: string };

/**
 * Preselected is a use that hands out no secret, in the only workspace; `resolving` preselects what an engine needs that
 * asks for the secret itself.
 */
type Props = { resolving?: boolean; onClose: () => void };

export function CreateApiKeyDialog({ resolving = false, onClose }: Props) {
  const { workspaces } = useSignedIn();
  const initialValues: Values = {
    name: '',
    scopes: [resolving ? 'runtime:resolve' : 'runtime:call'],
    workspaces: workspaces.length === 1 || resolving ? workspaces.slice(0, 1).map(({ id }) => id) : [],
    expiresAt: 'none',
    day: '',
  };
  const create = useCreateApiKey();
  const form = useForm({
    initialValues,
    validate: {
      name: (name) => (name.trim() ? nameFault(name.trim()) : text.nameMissing),
      scopes: (scopes) => (scopes.length > 0 ? null : text.scopesMissing),
      expiresAt: (chosen, { day }) => (chosen === 'date' && !day ? expiryText.dayMissing : null),
    },
  });
  const { confirm, unplaced } = useServerErrors(form, create.error);
  const leaving = useLeave(!create.data && form.isDirty(), onClose, create.isPending);

  if (create.data) return <KeyShownOnce apiKey={create.data} onClose={onClose} />;

  const send = ({ name, scopes, workspaces: chosen, expiresAt: expiry, day }: Values) =>
    create.mutate({
      name: name.trim(),
      scopes,
      workspaces: chosen.length > 0 ? chosen : undefined,
      expiresAt: expiresAt(expiry, day, Date.now()) ?? undefined,
    });
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
      <Checkbox.Group label={text.scopes} {...form.getInputProps('scopes')}>
        <Stack gap={8} mt={4} mb={6}>
          {keyScopes.map(({ value, label, help }) => (
            <Checkbox key={value} value={value} label={<ScopeLabel label={label} code={value} />} description={help} />
          ))}
        </Stack>
      </Checkbox.Group>
      <MultiSelect
        label={text.workspaces}
        description={text.workspacesHelp}
        placeholder={form.values.workspaces.length === 0 ? text.anyWorkspace : undefined}
        data={workspaces.map((one) => ({ value: one.id, label: one.name }))}
        {...form.getInputProps('workspaces')}
      />
      <ExpiryInput
        choices={[...presets, 'none', 'date']}
        value={form.values.expiresAt}
        day={form.values.day}
        error={form.errors.expiresAt as string | undefined}
        onChange={(chosen) => form.setFieldValue('expiresAt', chosen)}
        onDay={(day) => {
          form.setFieldValue('day', day);
          form.clearFieldError('expiresAt');
        }}
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
