import { MultiSelect, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useChangeApiKey } from '../../api/apiKeys';
import { useServiceAccounts } from '../../api/serviceAccounts';
import { useSignedIn } from '../../api/session';
import type { ApiKey, ChangeApiKey } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { useDone } from '../../dialogs/useDone';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { useLeave } from '../../dialogs/useLeave';
import { useSeenVersion } from '../../dialogs/useSeenVersion';
import { earlierPresets, expiresAt, type Expiry } from '../../lib/expiry';
import { nameFault } from '../../lib/names';
import { workspacesOf } from '../../lib/places';
import { useNow } from '../../parts/useNow';
import { apiKeys as text, expiry as expiryText } from '../../text/settings';
import { ExpiryInput } from './ExpiryInput';

type Values = { name: string; workspaces: string[]; expiresAt: Expiry; day: string };

/** Renames a key and narrows its limits; the server refuses to widen them. */
export function EditApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { workspaces: all } = useSignedIn();
  const accounts = useServiceAccounts().data ?? [];
  const reach = workspacesOf(
    accounts.find(({ id }) => id === apiKey.serviceAccount?.id),
    all,
  );
  const version = useSeenVersion(apiKey, text.save);
  const change = useChangeApiKey(version.seen);
  const done = useDone(onClose);
  const before = apiKey.workspaces?.map(({ id }) => id) ?? [];
  const form = useForm<Values>({
    initialValues: { name: apiKey.name, workspaces: before, expiresAt: 'keep', day: '' },
    validate: {
      name: (name) => (name.trim() ? nameFault(name.trim()) : text.nameMissing),
      workspaces: (chosen) => (before.length > 0 && chosen.length === 0 ? text.workspacesMissing : null),
      expiresAt: (chosen, { day }) => (chosen === 'date' && !day ? expiryText.dayMissing : null),
    },
  });
  const { confirm, unplaced } = useServerErrors(form, version.error(change.error));
  const leaving = useLeave(form.isDirty() && !change.isSuccess, onClose, change.isPending);
  const now = useNow();
  const send = (values: Values) =>
    change.mutate(changes(values, apiKey.name, before), {
      onSuccess: ({ name }) => done(text.saved(name)),
      onError: version.refused,
    });
  return (
    <ConfirmDialog
      title={text.editTitle(apiKey.name)}
      confirm={text.save}
      size={520}
      leaving={leaving}
      busy={change.isPending}
      error={unplaced}
      notice={version.notice}
      onClose={onClose}
      onConfirm={() => confirm(send)}
    >
      <Text c="dimmed">{text.editLead}</Text>
      <TextInput label={text.name} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
      <MultiSelect
        label={text.workspaces}
        description={before.length > 0 ? text.workspacesNarrow : text.workspacesLimit}
        placeholder={form.values.workspaces.length === 0 ? text.allWorkspaces : undefined}
        data={(apiKey.workspaces ?? reach).map((one) => ({ value: one.id, label: one.name }))}
        {...form.getInputProps('workspaces')}
      />
      <ExpiryInput
        choices={['keep', ...earlierPresets(apiKey.expiresAt, now), 'date']}
        value={form.values.expiresAt}
        day={form.values.day}
        latest={apiKey.expiresAt}
        present={apiKey.expiresAt}
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

/** Only what differs: an absent field is kept. */
function changes({ name, workspaces, expiresAt: expiry, day }: Values, nameBefore: string, before: string[]) {
  const body: ChangeApiKey = {};
  if (name.trim() !== nameBefore) body.name = name.trim();
  if ([...workspaces].sort().join() !== [...before].sort().join()) body.workspaces = workspaces;
  const end = expiresAt(expiry, day, Date.now());
  if (end !== undefined) body.expiresAt = end;
  return body;
}
