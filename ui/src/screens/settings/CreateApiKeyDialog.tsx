import { Checkbox, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useCreateApiKey, useReadKeysAgain } from '../../api/apiKeys';
import { useServiceAccounts } from '../../api/serviceAccounts';
import { useSignedIn } from '../../api/session';
import type { ApiKeyScope, Named, ServiceAccount } from '../../api/types';
import { afterCreateKey } from '../../dialogs/afterApiKey';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { useAftermath } from '../../dialogs/useAftermath';
import { DialogFailed } from '../../dialogs/DialogFailed';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { useLeave } from '../../dialogs/useLeave';
import { expiresAt, presets, type Expiry } from '../../lib/expiry';
import { nameFault } from '../../lib/names';
import { workspacesOf } from '../../lib/places';
import { apiKeys as text, expiry as expiryText, keyScopes } from '../../text/settings';
import { serviceAccounts } from '../../text/serviceAccounts';
import { ExpiryInput } from './ExpiryInput';
import { KeyOwnerInput, self } from './KeyOwnerInput';
import { KeyShownOnce } from './KeyShownOnce';
import classes from './settings.module.css';

type Values = {
  name: string;
  serviceAccount: string;
  scopes: ApiKeyScope[];
  workspaces: string[];
  expiresAt: Expiry;
  day: string;
};

/**
 * Preselected is a use that hands out no secret, in the only workspace; `resolving` preselects what an engine needs that
 * asks for the secret itself. `account` is the service account that the key is for, where one was chosen before.
 */
type Props = { resolving?: boolean; account?: string | null; onClose: () => void };

export function CreateApiKeyDialog({ account = null, ...props }: Props) {
  const accounts = useServiceAccounts();
  if (account && !accounts.data)
    return accounts.isError ? (
      <DialogFailed what={serviceAccounts.all} query={accounts} onClose={props.onClose} />
    ) : null;
  return <CreateForm {...props} account={account} accounts={accounts.data ?? []} />;
}

type FormProps = Omit<Props, 'account'> & { account: string | null; accounts: ServiceAccount[] };

function CreateForm({ resolving = false, account, accounts, onClose }: FormProps) {
  const mine = useSignedIn().workspaces;
  const ownerOf = (id: string) => accounts.find((one) => one.id === id);
  const reachOf = (id: string): Named[] => workspacesOf(ownerOf(id), mine);
  const preset = (id: string) => {
    const reach = reachOf(id);
    return reach.length === 1 || (id === self && resolving) ? reach.slice(0, 1).map(({ id }) => id) : [];
  };
  const owner = account ?? self;
  const initialValues: Values = {
    name: '',
    serviceAccount: owner,
    scopes: [resolving ? 'runtime:resolve' : 'runtime:call'],
    workspaces: preset(owner),
    expiresAt: 'none',
    day: '',
  };
  const readAgain = useReadKeysAgain();
  const lookAfter = useAftermath();
  const create = useCreateApiKey(({ name }) => lookAfter(afterCreateKey(name, readAgain)));
  const form = useForm({
    initialValues,
    validate: {
      name: (name) => (name.trim() ? nameFault(name.trim()) : text.nameMissing),
      serviceAccount: (id) => (id === self || ownerOf(id) ? null : text.ownerMissing),
      scopes: (scopes) => (scopes.length > 0 ? null : text.scopesMissing),
      expiresAt: (chosen, { day }) => (chosen === 'date' && !day ? expiryText.dayMissing : null),
    },
  });
  const { confirm, unplaced } = useServerErrors(form, create.error);
  const leaving = useLeave(!create.data && form.isDirty(), onClose, create.isPending);

  if (create.data) return <KeyShownOnce apiKey={create.data} onClose={onClose} />;

  const send = ({ name, serviceAccount, scopes, workspaces: chosen, expiresAt: expiry, day }: Values) =>
    create.mutate({
      name: name.trim(),
      serviceAccount: serviceAccount === self ? undefined : serviceAccount,
      scopes,
      workspaces: chosen.length > 0 ? chosen : undefined,
      expiresAt: expiresAt(expiry, day, Date.now()) ?? undefined,
    });
  const { serviceAccount } = form.values;
  const own = serviceAccount === self;
  const give = (id: string) => {
    form.setFieldValue('serviceAccount', id);
    form.setFieldValue('workspaces', preset(id));
    form.clearFieldError('serviceAccount');
  };
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
      <KeyOwnerInput {...form.getInputProps('serviceAccount')} onChange={give} />
      <Checkbox.Group label={text.scopes} {...form.getInputProps('scopes')}>
        <Stack gap={8} mt={4} mb={6}>
          {keyScopes.map(({ value, label, help }) => (
            <Checkbox key={value} value={value} label={<ScopeLabel label={label} code={value} />} description={help} />
          ))}
        </Stack>
      </Checkbox.Group>
      <MultiSelect
        label={text.workspaces}
        description={own ? text.workspacesHelp : text.workspacesOfAccount}
        placeholder={
          form.values.workspaces.length === 0 ? (own ? text.anyWorkspace : text.anyWorkspaceOfAccount) : undefined
        }
        data={reachOf(serviceAccount).map((one) => ({ value: one.id, label: one.name }))}
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
