import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useConnectors } from '../../api/connectors';
import { useChangeOAuthApp, useReadAppsAgain } from '../../api/oauthApps';
import type { ChangedOAuthApp, ChangeOAuthApp, Connector, OAuthApp } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { DialogFailed } from '../../dialogs/DialogFailed';
import { afterChangeApp } from './afterOAuthApp';
import { MethodFields } from '../../dialogs/form/MethodFields';
import { OptionalLabel } from '../../dialogs/form/OptionalLabel';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { isBlank, type FieldValues } from '../../dialogs/form/values';
import { useAftermath } from '../../dialogs/useAftermath';
import { useDone } from '../../dialogs/useDone';
import { useLeave } from '../../dialogs/useLeave';
import { useSeenVersion } from '../../dialogs/useSeenVersion';
import { formOf, secretFieldOf } from '../../lib/oauthApps';
import { Notice } from '../../parts/Notice';
import { connectors as connectorsText } from '../../text/connectors';
import { oauthApps as text } from '../../text/oauthApps';
import { MustConnectAgain } from './MustConnectAgain';
import type { AppDialogProps } from './OAuthAppParts';
import { RedirectAddress } from './RedirectAddress';
import { changedFields, expiryOf, fieldErrors, nameFaultOf, placeErrors, savedFields, wireFields } from './appForm';

type Values = { name: string; expiresOn: string; fields: FieldValues };

export function EditOAuthAppDialog({ app, onClose }: AppDialogProps) {
  const services = useConnectors();
  const connector = services.data?.find(({ id }) => id === app.connector);
  if (connector) return <EditForm app={app} connector={connector} onClose={onClose} />;
  return services.isError && <DialogFailed what={connectorsText.all} query={services} onClose={onClose} />;
}

function EditForm({ app, connector, onClose }: AppDialogProps & { connector: Connector }) {
  const [saved, setSaved] = useState<ChangedOAuthApp | null>(null);
  const readAgain = useReadAppsAgain();
  const lookAfter = useAftermath();
  const version = useSeenVersion(app, text.save);
  const change = useChangeOAuthApp(version.seen, () => lookAfter(afterChangeApp(version.seen, readAgain)));
  const method = formOf(connector);
  const before = savedFields(app);
  const changesOf = (fields: FieldValues) => (method ? changedFields(method, before, fields) : {});
  const form = useForm<Values>({
    initialValues: { name: app.name, expiresOn: '', fields: before },
    validate: ({ name, fields }) => ({
      ...(nameFaultOf(name) && { name: nameFaultOf(name) }),
      ...fieldErrors(method, fields, keptIn(app, changesOf(fields))),
      ...(reshapes(changesOf(fields)) && secretMissing(fields)),
    }),
  });
  const { confirm, unplaced } = useServerErrors(form, version.error(change.error), placeErrors);
  const leaving = useLeave(form.isDirty() && !change.isSuccess, onClose, change.isPending);
  const done = useDone(leaving.close);
  const { fields } = form.values;
  const changes = changesOf(fields);
  const send = ({ name, expiresOn }: Values) => {
    const body: ChangeOAuthApp = {
      ...(form.isDirty('name') && { name: name.trim() }),
      ...wireFields<ChangeOAuthApp>(changes),
      ...expiryOf(expiresOn),
    };
    if (Object.keys(body).length === 0) return leaving.close();
    change.mutate(body, {
      onSuccess: (answer) => {
        form.setFieldValue('fields', before);
        if (answer.mustConnectAgain.length > 0) setSaved(answer);
        else done(text.saved(answer.name), { to: '/settings/oauth-apps' });
      },
      onError: version.refused,
    });
  };
  if (saved) return <MustConnectAgain app={saved} onClose={leaving.close} />;
  return (
    <ConfirmDialog
      title={text.editTitle(app.name)}
      confirm={text.save}
      size={560}
      leaving={leaving}
      busy={change.isPending}
      error={unplaced}
      notice={version.notice}
      onClose={onClose}
      onConfirm={() => confirm(send)}
    >
      <Text c="dimmed">{text.editLead(connector.name, app.workspace?.name ?? text.theOrganization)}</Text>
      <RedirectAddress address={app.redirectUri} />
      <TextInput label={text.name} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
      {method && (
        <MethodFields
          method={method}
          values={fields}
          errors={form.errors as Record<string, string>}
          secrets={keptIn(app, changes)}
          onChange={(typed) =>
            Object.entries(typed).forEach(([name, value]) => form.setFieldValue(`fields.${name}`, value))
          }
        />
      )}
      {reshapes(changes) && <Notice tone="warn" title={text.secretAgain} />}
      {!isBlank(fields.clientSecret) && app.secrets.length > 1 && <Notice tone="warn" title={text.replaces} />}
      <TextInput
        type="date"
        label={<OptionalLabel>{text.secretExpires}</OptionalLabel>}
        description={isBlank(fields.clientSecret) ? text.newExpiryHelp : text.secretExpiresHelp}
        {...form.getInputProps('expiresOn')}
      />
    </ConfirmDialog>
  );
}

/** Whether the client is another one, or its secret would go elsewhere. */
const reshapes = (changes: FieldValues) =>
  Object.keys(changes).some((name) => name !== 'clientSecret' && name !== 'privateKey');

function secretMissing(fields: FieldValues) {
  const name = secretFieldOf(fields.authentication);
  return name && isBlank(fields[name]) ? { [`fields.${name}`]: text.secretNeeded } : {};
}

/** The secret that a blank input keeps. */
function keptIn({ secrets, authentication }: OAuthApp, changes: FieldValues) {
  const newest = secrets.at(-1);
  const name = secretFieldOf(authentication);
  if (!newest || !name || reshapes(changes)) return undefined;
  return { [name]: { set: true, changedAt: newest.setAt, changedBy: null } };
}
