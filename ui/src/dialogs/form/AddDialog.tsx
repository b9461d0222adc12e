import { Button } from '@mantine/core';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useConnectors } from '../../api/connectors';
import { useCreateCredential, useTestFields } from '../../api/credentials';
import { useSignedIn } from '../../api/session';
import type { Connector, ConnectorMethod, Credential, Environment } from '../../api/types';
import { later } from '../../lib/later';
import { Notice } from '../../parts/Notice';
import { tell } from '../../parts/toasts';
import { WorkButton } from '../../parts/WorkButton';
import { TestButton } from '../../parts/TestButton';
import { authorize as authorizeText } from '../../text/authorize';
import { common } from '../../text/common';
import { connectors as connectorsText } from '../../text/connectors';
import { client as clientText } from '../../text/oauthApps';
import { duplicates as duplicatesText, form as text } from '../../text/form';
import { DialogFailed } from '../DialogFailed';
import { useWorkspace } from '../../frame/useWorkspace';
import { Choice } from './Choice';
import { MoreOptions, NameInputs, NotesInput } from './CommonInputs';
import { FormDialog } from './FormDialog';
import { FormVerdict } from './FormVerdict';
import { MethodFields } from './MethodFields';
import { managedWorkspaces, ScopeInput } from './ScopeInput';
import { ServiceSelect } from './ServiceSelect';
import { DuplicateWarning } from './DuplicateWarning';
import { ClientInput } from '../authorize/ClientInput';
import { useClient } from '../authorize/useClient';
import { AuthorizationState } from '../authorize/AuthorizationState';
import { ElsewhereNotice, needsPerson, otherOrigin } from '../authorize/ElsewhereNotice';
import { useAuthorization } from '../authorize/useAuthorization';
import { useLeave } from '../useLeave';
import { useLookForMade } from '../useLookForMade';
import { useCredentialForm } from './useCredentialForm';
import { useFreeName } from './useFreeName';
import { useVerdict } from './useVerdict';
import { createBody, emptyValues, filledFields } from './values';

const AddOAuthAppDialog = later(() => import('../../screens/oauth-apps/AddOAuthAppDialog'), 'AddOAuthAppDialog');

type Picked = { service: string | null; method: string | null };

type Props = Picked & { onPick: (picked: Picked) => void; onClose: () => void };

export function AddDialog({ service, method: picked, onPick, onClose }: Props) {
  const me = useSignedIn();
  const { workspace } = useWorkspace();
  const services = useConnectors();
  const known = services.data;
  const connectors = known ?? [];
  const [chosen, setChosen] = useState({ service, method: picked });
  const [duplicated, setDuplicated] = useState<Credential | null>(null);
  const [serviceFault, setServiceFault] = useState<string | null>(null);
  const lookAfter = useLookForMade();
  const create = useCreateCredential(({ name, connector: of }) => name && lookAfter(name, of));
  const testing = useTestFields();

  const connector = connectors.find(({ id }) => id === chosen.service);
  const whole = connector?.methods.find(({ id }) => id === chosen.method) ?? connector?.methods[0];
  const client = useClient(connector, whole);
  const [addingApp, setAddingApp] = useState(false);
  const method = whole && client.fieldsOf(whole);
  const home = workspace ?? managedWorkspaces(me)[0]?.id ?? null;
  const [environment, setEnvironment] = useState<Environment | null>(null);
  const freeName = useFreeName(connector, environment);
  const { form, formRef, shared, typed, complete, refuse, forget } = useCredentialForm({
    base: emptyValues(freeName, method, home),
    method,
    onFieldsChanged: () => {
      verdict.clear();
      authorization.reset();
    },
  });
  const authorization = useAuthorization();
  const authorizes = needsPerson(method);
  const elsewhere = otherOrigin(method);
  const connected = authorization.state === 'connected';
  const saveButton = useRef<HTMLButtonElement>(null);
  // The next thing to do; Enter must not authorize once more.
  useEffect(() => {
    if (connected) saveButton.current?.focus();
  }, [connected]);
  const verdict = useVerdict(({ connector: unknown, ...errors }) => {
    setServiceFault(unknown ?? null);
    refuse(errors);
  });
  const leaving = useLeave((typed || connected) && !duplicated, onClose, create.isPending);
  if (form.values.environment !== environment) setEnvironment(form.values.environment);

  const choose = (change: Partial<Picked>) => {
    const next = { ...chosen, ...change };
    setChosen(next);
    onPick(next);
    setServiceFault(null);
    verdict.clear();
    authorization.reset();
    form.clearErrors();
  };
  const changeClient = () => {
    verdict.clear();
    authorization.reset();
    form.clearFieldError('app');
  };
  const ready = () => {
    if (!connector || !method) setServiceFault(text.needed);
    if (!connector || !method || !complete()) return null;
    if (client.missing) refuse({ app: clientText.needed });
    return client.missing ? null : { connector, method };
  };
  const test = () => {
    const target = ready();
    if (!target) return;
    verdict.clear();
    testing.mutate(
      {
        connector: target.connector.id,
        method: target.method.id,
        app: client.sent,
        fields: filledFields(target.method, form.values.fields),
      },
      { onSuccess: verdict.setTest, onError: verdict.refused },
    );
  };
  const authorize = () => {
    const target = ready();
    if (!target) return;
    verdict.clear();
    const { id } = target.connector;
    const fields = filledFields(target.method, form.values.fields);
    authorization.start({ connector: id, method: target.method.id, app: client.sent, fields }, verdict.refused);
  };
  const body = (target: { connector: Connector; method: ConnectorMethod }, verify: boolean) => {
    const entered = { ...createBody(target.connector, target.method, form.values, verify), app: client.sent };
    // The fields are those that were agreed to.
    return authorization.begun ? { ...entered, fields: undefined, oauthHandoff: authorization.begun.id } : entered;
  };
  const save = (verify: boolean) => {
    const target = ready();
    if (!target || create.isPending || testing.isPending) return;
    verdict.clear();
    create.mutate(body(target, verify), {
      onError: verdict.refused,
      onSuccess: (credential) => {
        authorization.saved();
        forget();
        tell({ message: text.saved(credential.name), to: `/credentials/${credential.id}` });
        if (credential.duplicates?.length) setDuplicated(credential);
        else leaving.close();
      },
    });
  };

  if (!known) return services.isError && <DialogFailed what={connectorsText.all} query={services} onClose={onClose} />;
  if (duplicated && method)
    return <DuplicateWarning title={duplicatesText.saved} saved={duplicated} method={method} onClose={onClose} />;

  const untestable = method?.probe === false;
  const submit = () => {
    if (authorization.state === 'choosing') authorization.choose();
    else if (authorizes && !connected) authorize();
    else save(!untestable);
  };
  const mayStayUntested = untestable || verdict.test?.ok === false;
  const busy = create.isPending || testing.isPending;
  const dialog = (
    <FormDialog
      title={text.addTitle}
      connector={connector}
      method={method}
      fields={form.values.fields}
      leaving={leaving}
      covered={addingApp}
      formRef={formRef}
      verdict={
        <>
          {authorizes && !create.isPending && (
            <AuthorizationState authorization={authorization} scopes={form.values.fields.scopes} />
          )}
          {elsewhere && <ElsewhereNotice origin={elsewhere} />}
          <FormVerdict verdict={verdict} errors={shared.errors} saving={create.isPending} />
        </>
      }
      onSubmit={submit}
      footer={
        <>
          <Button variant="subtle" color="gray" onClick={leaving.leave}>
            {common.cancel}
          </Button>
          {mayStayUntested && (
            <Button variant={untestable ? 'filled' : 'default'} disabled={busy} onClick={() => save(false)}>
              {text.saveUntested}
            </Button>
          )}
          {authorizes && (
            <WorkButton
              variant={connected ? 'default' : 'filled'}
              busy={authorization.starting}
              disabled={create.isPending || elsewhere !== null}
              onClick={authorize}
            >
              {authorization.begun ? authorizeText.again : authorizeText.start}
            </WorkButton>
          )}
          {!untestable && (!authorizes || connected) && (
            <>
              {!authorizes && (
                <TestButton
                  running={testing.isPending}
                  disabled={create.isPending || !method}
                  onStart={test}
                  onStop={testing.cancel}
                />
              )}
              <WorkButton ref={saveButton} type="submit" busy={create.isPending} disabled={testing.isPending}>
                {text.save}
              </WorkButton>
            </>
          )}
        </>
      }
    >
      <ServiceSelect
        connectors={connectors}
        value={chosen.service}
        error={serviceFault ?? undefined}
        onChange={(next) => choose({ service: next, method: null })}
      />
      {connector && method && (
        <>
          <NameInputs {...shared} focus={service !== null} />
          {connector.methods.length > 1 && (
            <Choice
              label={text.method}
              choices={connector.methods.map(({ id, name }) => ({ value: id, label: name }))}
              value={method.id}
              error={shared.errors.method}
              onChange={(next) => choose({ method: next })}
            />
          )}
          <ScopeInput {...shared} />
          <ClientInput
            connector={connector}
            method={method}
            client={client}
            error={shared.errors.app}
            onPick={(id) => {
              client.pick(id);
              changeClient();
            }}
            onAdd={() => setAddingApp(true)}
          />
          <MethodFields
            key={`${connector.id} ${method.id}`}
            method={method}
            values={form.values.fields}
            errors={shared.errors}
            onChange={(fields) => shared.edit({ fields })}
          />
          {untestable && <Notice tone="warn" title={text.noProbe} />}
          <NotesInput {...shared} />
          <MoreOptions {...shared} />
        </>
      )}
    </FormDialog>
  );
  return (
    <>
      {dialog}
      {addingApp && connector && (
        <Suspense fallback={null}>
          <AddOAuthAppDialog
            service={connector.id}
            onAdded={(app) => {
              client.add(app);
              changeClient();
            }}
            onClose={() => setAddingApp(false)}
          />
        </Suspense>
      )}
    </>
  );
}
