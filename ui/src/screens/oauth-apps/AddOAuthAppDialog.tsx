import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useConnectors } from '../../api/connectors';
import { useCreateOAuthApp, useReadAppsAgain } from '../../api/oauthApps';
import { useSignedIn } from '../../api/session';
import type { Connector, CreateOAuthApp, OAuthApp } from '../../api/types';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { DialogFailed } from '../../dialogs/DialogFailed';
import { afterCreateApp } from './afterOAuthApp';
import { MethodFields } from '../../dialogs/form/MethodFields';
import { OptionalLabel } from '../../dialogs/form/OptionalLabel';
import { ServiceSelect } from '../../dialogs/form/ServiceSelect';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { filledFields, type FieldValues } from '../../dialogs/form/values';
import { useAftermath } from '../../dialogs/useAftermath';
import { useLeave } from '../../dialogs/useLeave';
import { everywhere, formOf, placesFor, redirectOf, secretFieldOf, takesApps } from '../../lib/oauthApps';
import { administers } from '../../lib/places';
import { Notice } from '../../parts/Notice';
import { tell } from '../../parts/toasts';
import { connectors as connectorsText } from '../../text/connectors';
import { oauthApps as text } from '../../text/oauthApps';
import { RedirectAddress } from './RedirectAddress';
import { expiryOf, fieldErrors, fieldsFor, nameFaultOf, placeErrors, wireFields } from './appForm';

type Props = {
  /** The only service it may be for. */
  service?: string;
  onAdded?: (app: OAuthApp) => void;
  onClose: () => void;
};

type Values = {
  connector: string | null;
  name: string;
  workspace: string | null;
  expiresOn: string;
  fields: FieldValues;
};

export function AddOAuthAppDialog(props: Props) {
  const services = useConnectors();
  if (services.data) return <AddForm {...props} connectors={services.data.filter(takesApps)} />;
  return services.isError && <DialogFailed what={connectorsText.all} query={services} onClose={props.onClose} />;
}

function AddForm({ service, onAdded, onClose, connectors }: Props & { connectors: Connector[] }) {
  const readAgain = useReadAppsAgain();
  const lookAfter = useAftermath();
  const create = useCreateOAuthApp(({ name }) => lookAfter(afterCreateApp(name, readAgain)));
  const me = useSignedIn();
  const places = placesFor(me);
  const formFor = (id: string | null) => {
    const connector = connectors.find((one) => one.id === id);
    return connector && formOf(connector);
  };
  const only = connectors.length === 1 ? (connectors[0]?.id ?? null) : null;
  const first = service ?? only;
  const form = useForm<Values>({
    initialValues: {
      connector: first,
      name: '',
      workspace: places.length === 1 ? (places[0]?.value ?? null) : null,
      expiresOn: '',
      fields: fieldsFor(formFor(first), {}),
    },
    validate: ({ connector, name, workspace, fields }) => ({
      ...(!connector && { connector: text.serviceMissing }),
      ...(nameFaultOf(name) && { name: nameFaultOf(name) }),
      ...(!workspace && { workspace: text.placeMissing }),
      ...fieldErrors(formFor(connector), fields),
    }),
  });
  const { confirm, unplaced } = useServerErrors(form, create.error, placeErrors);
  const leaving = useLeave(form.isDirty() && !create.isSuccess, onClose, create.isPending);
  const { connector, fields } = form.values;
  const method = formFor(connector);
  const redirect = redirectOf(connectors);
  const choose = (id: string | null) => {
    form.setFieldValue('connector', id);
    form.setFieldValue('fields', fieldsFor(formFor(id), fields));
  };
  const send = (values: Values) => {
    if (!values.connector || !method) return;
    const entered = filledFields(method, values.fields);
    create.mutate(
      {
        name: values.name.trim(),
        connector: values.connector,
        ...(values.workspace !== everywhere && { workspace: values.workspace }),
        ...wireFields<Pick<CreateOAuthApp, 'clientId'>>(entered),
        ...(entered.clientSecret !== undefined && expiryOf(values.expiresOn)),
      },
      {
        onSuccess: (app) => {
          // No input holds the secret any more, not even while the dialog fades.
          form.setFieldValue('fields', {});
          tell({ message: text.added(app.name), to: '/settings/oauth-apps' });
          onAdded?.(app);
          leaving.close();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      title={text.add}
      confirm={text.add}
      size={560}
      leaving={leaving}
      busy={create.isPending}
      blocked={connectors.length === 0}
      error={unplaced}
      onClose={onClose}
      onConfirm={() => confirm(send)}
    >
      {connectors.length === 0 && <Notice tone="off" title={text.noService} />}
      {redirect && <RedirectAddress address={redirect} />}
      {!service && (
        <ServiceSelect
          connectors={connectors}
          path="connector"
          value={connector}
          error={form.errors.connector as string | undefined}
          onChange={choose}
        />
      )}
      <TextInput label={text.name} data-autofocus autoComplete="off" {...form.getInputProps('name')} />
      <Select
        label={text.belongsTo}
        description={text.belongsToHelp}
        placeholder={administers(me) ? text.pickPlaceOrAll : text.pickPlace}
        allowDeselect={false}
        data={places}
        {...form.getInputProps('workspace')}
      />
      {method && (
        <>
          <MethodFields
            key={connector}
            method={method}
            values={fields}
            errors={form.errors as Record<string, string>}
            onChange={(changed) =>
              Object.entries(changed).forEach(([name, value]) => form.setFieldValue(`fields.${name}`, value))
            }
          />
          {secretFieldOf(fields.authentication) === 'clientSecret' && (
            <TextInput
              type="date"
              label={<OptionalLabel>{text.secretExpires}</OptionalLabel>}
              description={text.secretExpiresHelp}
              {...form.getInputProps('expiresOn')}
            />
          )}
        </>
      )}
    </ConfirmDialog>
  );
}
