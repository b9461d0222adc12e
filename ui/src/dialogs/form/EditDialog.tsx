import { Button } from '@mantine/core';
import { useState } from 'react';
import { useConnector } from '../../api/connectors';
import { useCredential, usePreviewUpdate, useTestFields, useUpdateCredential } from '../../api/credentials';
import { isProblem } from '../../api/problem';
import type { Connector, ConnectorMethod, Credential } from '../../api/types';
import { methodOf } from '../../lib/oauthApps';
import { Notice } from '../../parts/Notice';
import { tell } from '../../parts/toasts';
import { WorkButton } from '../../parts/WorkButton';
import { TestButton } from '../../parts/TestButton';
import { common } from '../../text/common';
import { connectors } from '../../text/connectors';
import { duplicates as duplicatesText, form as text } from '../../text/form';
import { DialogFailed } from '../DialogFailed';
import { MoreOptions, NameInputs, NotesInput } from './CommonInputs';
import { ConflictNotice } from './ConflictNotice';
import { FormDialog } from './FormDialog';
import { FormVerdict } from './FormVerdict';
import { MethodFields } from './MethodFields';
import { ScopeChange, Stopping, stopsAny } from './ScopeChange';
import { ScopeInput } from './ScopeInput';
import { DuplicateWarning } from './DuplicateWarning';
import { afterChange } from '../afterChange';
import { useAftermath } from '../useAftermath';
import { useLeave } from '../useLeave';
import { holds, merged, type Choices } from './conflict';
import { useCredentialForm } from './useCredentialForm';
import { useVerdict } from './useVerdict';
import { changedFields, isLost, updateBody, valuesOf, type Edits } from './values';

export function EditDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const credential = useCredential(id);
  const connector = useConnector(credential.data?.connector ?? null);
  const method = methodOf(connector.data, credential.data);
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
  // The version one began with: that somebody saved in the meantime must come to light, not be overwritten.
  const [base, setBase] = useState(opened);
  const [duplicated, setDuplicated] = useState<Credential | null>(null);
  const lost = isLost(base);
  const lookAfter = useAftermath();
  const update = useUpdateCredential(base.id, () => lookAfter(afterChange(base, 'updated')));
  const preview = usePreviewUpdate(base.id);
  const testing = useTestFields();
  const { form, formRef, shared, edits, typed, complete, refuse, forget, rebase } = useCredentialForm({
    base: valuesOf(base, method),
    method,
    kept: lost ? {} : base.secrets,
    onFieldsChanged: () => verdict.clear(),
  });
  const verdict = useVerdict(refuse);
  const [theirs, setTheirs] = useState<Credential | null>(null);
  const leaving = useLeave(typed && !duplicated, onClose, update.isPending);
  const fields = changedFields(method, form.values.fields, edits.fields, lost);
  const body = updateBody(edits, form.values, fields, true);

  const edit = (change: Edits) => {
    shared.edit(change);
    if (change.scope !== undefined || change.workspace !== undefined) preview.reset();
  };
  const test = () => {
    if (!complete()) return;
    verdict.clear();
    testing.mutate(
      { connector: connector.id, method: method.id, fields, credential: base.id },
      { onSuccess: verdict.setTest, onError: verdict.refused },
    );
  };
  const saved = (credential: Credential) => {
    forget();
    tell({ message: text.saved(credential.name), to: `/credentials/${credential.id}` });
    if (credential.duplicates?.length && body.fields) setDuplicated(credential);
    else leaving.close();
  };
  const refused = async (error: Error) => {
    // Lost on the way, or too late: what is saved now says which.
    const lostAnswer = isProblem(error) && error.status === 0;
    if (!lostAnswer && !isProblem(error, 'version_conflict')) return verdict.refused(error);
    const now = await reload().catch(() => undefined);
    if (!now || now.version === base.version) return verdict.refused(error);
    if (holds(now, method, edits)) return saved(now);
    setTheirs(now);
  };
  const send = (verify: boolean) =>
    update.mutate(
      { version: base.version, body: updateBody(edits, form.values, fields, verify) },
      { onError: (error) => void refused(error), onSuccess: saved },
    );
  const save = (verify: boolean) => {
    if (update.isPending || preview.isPending || testing.isPending) return;
    if (Object.keys(body).length === 0) return leaving.close();
    // A lost one can be renamed without what was lost.
    const fieldsToo = !lost || edits.fields !== undefined;
    if (!complete((input) => fieldsToo || !input.startsWith('fields.'))) return;
    verdict.clear();
    if (body.scope === undefined || preview.data) return send(verify);
    const { scope, workspace } = body;
    preview.mutate(
      { scope, workspace },
      { onSuccess: (stops) => !stopsAny(stops) && send(verify), onError: verdict.refused },
    );
  };
  const takeTheirs = (now: Credential, choices: Choices) => {
    const theirValues = valuesOf(now, method);
    rebase(theirValues, merged(theirValues, form.values, choices));
    setBase(now);
    setTheirs(null);
    update.reset();
    verdict.clear();
  };

  if (duplicated)
    return <DuplicateWarning title={duplicatesText.saved} saved={duplicated} method={method} onClose={onClose} />;

  const busy = update.isPending || testing.isPending || preview.isPending;
  const mayStayUntested = body.fields !== undefined && verdict.test?.ok === false;
  const inputs = { ...shared, edit };
  return (
    <FormDialog
      title={text.editTitle(base.name)}
      connector={connector}
      method={method}
      fields={form.values.fields}
      leaving={leaving}
      formRef={formRef}
      verdict={
        theirs ? (
          <ConflictNotice base={base} theirs={theirs} method={method} mine={form.values} onTake={takeTheirs} />
        ) : (
          <>
            {preview.data && <Stopping preview={preview.data} />}
            <FormVerdict verdict={verdict} errors={shared.errors} saving={update.isPending} />
          </>
        )
      }
      onSubmit={() => save(method.probe)}
      footer={
        <>
          <Button variant="subtle" color="gray" onClick={leaving.leave}>
            {common.cancel}
          </Button>
          {mayStayUntested && (
            <Button variant="default" disabled={busy} onClick={() => save(false)}>
              {text.saveUntested}
            </Button>
          )}
          {method.probe && (
            <TestButton
              running={testing.isPending}
              disabled={update.isPending || preview.isPending}
              onStart={test}
              onStop={testing.cancel}
            />
          )}
          <WorkButton
            type="submit"
            busy={update.isPending || preview.isPending}
            disabled={testing.isPending || theirs !== null}
          >
            {text.save}
          </WorkButton>
        </>
      }
    >
      {lost && <Notice tone="warn" title={text.lost} />}
      <NameInputs {...inputs} focus />
      <ScopeInput {...inputs} current={base.workspace} />
      <ScopeChange from={base.scope} to={form.values.scope} />
      <MethodFields
        key={base.version}
        method={method}
        values={form.values.fields}
        errors={shared.errors}
        secrets={lost ? undefined : base.secrets}
        onChange={(fields) => edit({ fields })}
      />
      <NotesInput {...inputs} />
      <MoreOptions {...inputs} />
    </FormDialog>
  );
}
