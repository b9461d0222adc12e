import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useConnectors } from '../../api/connectors';
import { useCreateCredential, useTestFields } from '../../api/credentials';
import { useSignedIn } from '../../api/session';
import type { Named } from '../../api/types';
import { Notice } from '../../parts/Notice';
import { TestOutcome } from '../../parts/TestOutcome';
import { common } from '../../text/common';
import { connectors as connectorsText } from '../../text/connectors';
import { form as text } from '../../text/form';
import { DialogFailed } from '../DialogFailed';
import { useWorkspace } from '../../frame/useWorkspace';
import { Choice } from './Choice';
import { MoreOptions, NameInputs, NotesInput } from './CommonInputs';
import { faults } from './faults';
import { FormDialog } from './FormDialog';
import { MethodFields } from './MethodFields';
import { managedWorkspaces, ScopeInput } from './ScopeInput';
import { ServiceSelect } from './ServiceSelect';
import { DuplicateWarning } from './DuplicateWarning';
import { useFreeName } from './useFreeName';
import { useVerdict } from './useVerdict';
import { createBody, emptyValues, filledFields, withEdits, type Edits } from './values';

export function AddDialog({ service, onClose }: { service: string | null; onClose: () => void }) {
  const me = useSignedIn();
  const { workspace } = useWorkspace();
  const services = useConnectors();
  const known = services.data;
  const connectors = known ?? [];
  const [chosen, setChosen] = useState({ service, method: null as string | null });
  const [edits, setEdits] = useState<Edits>({});
  const [duplicates, setDuplicates] = useState<Named[] | null>(null);
  const verdict = useVerdict();
  const create = useCreateCredential();
  const testing = useTestFields();

  const connector = connectors.find(({ id }) => id === chosen.service);
  const method = connector?.methods.find(({ id }) => id === chosen.method) ?? connector?.methods[0];
  const home = workspace ?? managedWorkspaces(me)[0]?.id ?? null;
  const freeName = useFreeName(connector, edits.environment ?? null);
  const values = withEdits(emptyValues(freeName, method, home), edits);

  const edit = (change: Edits) => {
    setEdits((known) => ({ ...known, ...change, fields: { ...known.fields, ...change.fields } }));
    const inputs = [...Object.keys(change), ...Object.keys(change.fields ?? {}).map((name) => `fields.${name}`)];
    verdict.edited(inputs, change.fields !== undefined);
  };
  const choose = (next: Partial<typeof chosen>) => {
    setChosen((known) => ({ ...known, ...next }));
    verdict.clear();
  };
  const complete = () => {
    if (!connector || !method) {
      verdict.setErrors({ service: text.needed });
      return null;
    }
    const found = faults(method, values);
    verdict.setErrors(found);
    return Object.keys(found).length === 0 ? { connector, method } : null;
  };
  const test = () => {
    const ready = complete();
    if (!ready) return;
    testing.mutate(
      { connector: ready.connector.id, method: ready.method.id, fields: filledFields(ready.method, values.fields) },
      { onSuccess: verdict.setTest, onError: verdict.refused },
    );
  };
  const save = (verify: boolean) => {
    const ready = complete();
    if (!ready) return;
    create.mutate(createBody(ready.connector, ready.method, values, verify), {
      onError: verdict.refused,
      onSuccess: (credential) => {
        notifications.show({ message: text.saved(credential.name), color: 'var(--ok)' });
        setEdits({});
        if (credential.duplicates?.length) setDuplicates(credential.duplicates);
        else onClose();
      },
    });
  };

  if (!known) return services.isError && <DialogFailed what={connectorsText.all} query={services} onClose={onClose} />;
  if (duplicates) return <DuplicateWarning duplicates={duplicates} onClose={onClose} />;

  const untestable = method?.probe === false;
  const mayStayUntested = untestable || verdict.test?.ok === false;
  const busy = create.isPending || testing.isPending;
  const shared = { values, errors: verdict.errors, edit };
  return (
    <FormDialog
      title={text.addTitle}
      connector={connector}
      method={method}
      typed={Object.keys(edits).length > 0}
      onClose={onClose}
      onSubmit={() => save(!untestable)}
      footer={
        <>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {common.cancel}
          </Button>
          {mayStayUntested && (
            <Button variant={untestable ? 'filled' : 'default'} disabled={busy} onClick={() => save(false)}>
              {text.saveUntested}
            </Button>
          )}
          {!untestable && (
            <>
              <Button
                variant="default"
                loading={testing.isPending}
                disabled={create.isPending || !method}
                onClick={test}
              >
                {text.test}
              </Button>
              <Button type="submit" loading={create.isPending} disabled={testing.isPending}>
                {text.save}
              </Button>
            </>
          )}
        </>
      }
    >
      <ServiceSelect
        connectors={connectors}
        value={chosen.service}
        error={verdict.errors.service ?? verdict.errors.connector}
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
              error={verdict.errors.method}
              onChange={(next) => choose({ method: next })}
            />
          )}
          <ScopeInput {...shared} />
          <MethodFields
            key={`${connector.id} ${method.id}`}
            method={method}
            values={values.fields}
            errors={verdict.errors}
            onChange={(fields) => edit({ fields })}
          />
          {untestable && <Notice tone="warn" title={text.noProbe} />}
          {verdict.test && <TestOutcome result={verdict.test} />}
          {verdict.refusal && <Notice tone="bad" title={verdict.refusal} />}
          <NotesInput {...shared} />
          <MoreOptions {...shared} />
        </>
      )}
    </FormDialog>
  );
}
