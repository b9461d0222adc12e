import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useConnector } from '../../api/connectors';
import { useCredential, usePreviewUpdate, useTestFields, useUpdateCredential } from '../../api/credentials';
import { isProblem } from '../../api/problem';
import type { Connector, ConnectorMethod, Credential, Named } from '../../api/types';
import { Notice } from '../../parts/Notice';
import { TestOutcome } from '../../parts/TestOutcome';
import { common } from '../../text/common';
import { connectors } from '../../text/connectors';
import { form as text } from '../../text/form';
import { DialogFailed } from '../DialogFailed';
import { MoreOptions, NameInputs, NotesInput } from './CommonInputs';
import { ConflictNotice } from './ConflictNotice';
import { faults, nameFaults } from './faults';
import { FormDialog } from './FormDialog';
import { MethodFields } from './MethodFields';
import { ScopeChange } from './ScopeChange';
import { ScopeInput } from './ScopeInput';
import { DuplicateWarning } from './DuplicateWarning';
import { useVerdict } from './useVerdict';
import { changedFields, isLost, updateBody, valuesOf, withEdits, type Edits } from './values';

export function EditDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const credential = useCredential(id);
  const connector = useConnector(credential.data?.connector ?? null);
  const method = connector.data?.methods.find((one) => one.id === credential.data?.method);
  if (connector.isError && !connector.data)
    return <DialogFailed what={connectors.one} query={connector} onClose={onClose} />;
  if (!credential.data || !connector.data || !method) return null;
  return (
    <EditForm
      opened={credential.data}
      reload={() => credential.refetch().then(({ data }) => data)}
      connector={connector.data}
      method={method}
      onClose={onClose}
    />
  );
}

type Props = {
  opened: Credential;
  reload: () => Promise<Credential | undefined>;
  connector: Connector;
  method: ConnectorMethod;
  onClose: () => void;
};

function EditForm({ opened, reload, connector, method, onClose }: Props) {
  // The version one began with: that somebody saved meanwhile must come to light, not be overwritten.
  const [base, setBase] = useState(opened);
  const [edits, setEdits] = useState<Edits>({});
  const [duplicates, setDuplicates] = useState<Named[] | null>(null);
  const verdict = useVerdict();
  const update = useUpdateCredential(base.id);
  const preview = usePreviewUpdate(base.id);
  const testing = useTestFields();
  const values = withEdits(valuesOf(base, method), edits);
  const lost = isLost(base);
  const fields = changedFields(method, values.fields, edits.fields, lost);

  const edit = (change: Edits) => {
    setEdits((known) => ({
      ...known,
      ...change,
      ...(change.fields && { fields: { ...known.fields, ...change.fields } }),
    }));
    const inputs = [...Object.keys(change), ...Object.keys(change.fields ?? {}).map((name) => `fields.${name}`)];
    verdict.edited(inputs, change.fields !== undefined);
    if (change.scope !== undefined || change.workspace !== undefined) preview.reset();
  };
  const complete = (fieldsToo: boolean) => {
    const found = fieldsToo ? faults(method, values, lost ? {} : base.secrets) : nameFaults(values);
    verdict.setErrors(found);
    return Object.keys(found).length === 0;
  };
  const test = () => {
    if (!complete(true)) return;
    testing.mutate(
      { connector: connector.id, method: method.id, fields, credential: base.id },
      { onSuccess: verdict.setTest, onError: verdict.refused },
    );
  };
  const body = updateBody(edits, values, fields, true);
  const unchanged = Object.keys(body).length === 0;
  const save = (verify: boolean) => {
    if (unchanged) return onClose();
    // A lost one can be renamed without what was lost.
    if (!complete(!lost || edits.fields !== undefined)) return;
    if (body.scope === undefined || preview.data) return send(verify);
    const { scope, workspace } = body;
    preview.mutate(
      { scope, workspace },
      { onSuccess: (stops) => stops.length === 0 && send(verify), onError: verdict.refused },
    );
  };
  const send = (verify: boolean) =>
    update.mutate(
      { version: base.version, body: updateBody(edits, values, fields, verify) },
      {
        onError: verdict.refused,
        onSuccess: (saved) => {
          notifications.show({ message: text.saved(saved.name), color: 'var(--ok)' });
          setEdits({});
          if (saved.duplicates?.length && body.fields) setDuplicates(saved.duplicates);
          else onClose();
        },
      },
    );
  const takeTheirs = async () => {
    const theirs = await reload();
    if (theirs) setBase(theirs);
    update.reset();
    verdict.clear();
  };

  if (duplicates) return <DuplicateWarning duplicates={duplicates} onClose={onClose} />;

  const conflict = isProblem(update.error, 'version_conflict');
  const busy = update.isPending || testing.isPending || preview.isPending;
  const mayStayUntested = body.fields !== undefined && verdict.test?.ok === false;
  const shared = { values, errors: verdict.errors, edit };
  return (
    <FormDialog
      title={text.editTitle(base.name)}
      connector={connector}
      method={method}
      typed={Object.keys(edits).length > 0}
      onClose={onClose}
      onSubmit={() => save(method.probe)}
      footer={
        <>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {common.cancel}
          </Button>
          {mayStayUntested && (
            <Button variant="default" disabled={busy} onClick={() => save(false)}>
              {text.saveUntested}
            </Button>
          )}
          {method.probe && (
            <Button
              variant="default"
              loading={testing.isPending}
              disabled={update.isPending || preview.isPending}
              onClick={test}
            >
              {text.test}
            </Button>
          )}
          <Button
            type="submit"
            loading={update.isPending || preview.isPending}
            disabled={testing.isPending || conflict}
          >
            {text.save}
          </Button>
        </>
      }
    >
      {lost && <Notice tone="warn" title={text.lost} />}
      {conflict && <ConflictNotice onReload={() => void takeTheirs()} />}
      <NameInputs {...shared} focus />
      <ScopeInput {...shared} current={base.workspace} />
      <ScopeChange from={base.scope} to={values.scope} stops={preview.data ?? []} />
      <MethodFields
        key={base.version}
        method={method}
        values={values.fields}
        errors={verdict.errors}
        secrets={lost ? undefined : base.secrets}
        onChange={(fields) => edit({ fields })}
      />
      {verdict.test && <TestOutcome result={verdict.test} />}
      {verdict.refusal && !conflict && <Notice tone="bad" title={verdict.refusal} />}
      <NotesInput {...shared} />
      <MoreOptions {...shared} />
    </FormDialog>
  );
}
