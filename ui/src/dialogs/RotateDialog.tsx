import { Button, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useConnector } from '../api/connectors';
import { useRotateCredential } from '../api/credentials';
import type { ConnectorMethod, Credential, Named } from '../api/types';
import { Notice } from '../parts/Notice';
import { TestOutcome } from '../parts/TestOutcome';
import { rotate as text } from '../text/dialogs';
import { connectors } from '../text/connectors';
import { ConfirmDialog } from './ConfirmDialog';
import { DialogFailed } from './DialogFailed';
import { fieldFaults } from './form/faults';
import { MethodFields } from './form/MethodFields';
import { DuplicateWarning } from './form/DuplicateWarning';
import { useVerdict } from './form/useVerdict';
import { changedFields, isBlank, isLost, savedFields, visibleFields, type FieldValues } from './form/values';
import { useDone } from './useDone';

const graces = [0, 1, 24, 72, 168];

export function RotateDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const connector = useConnector(credential.connector);
  const method = connector.data?.methods.find((one) => one.id === credential.method);
  if (connector.isError && !connector.data)
    return <DialogFailed what={connectors.one} query={connector} onClose={onClose} />;
  return method ? <RotateForm credential={credential} method={method} onClose={onClose} /> : null;
}

type Props = { credential: Credential; method: ConnectorMethod; onClose: () => void };

function RotateForm({ credential, method, onClose }: Props) {
  const { id, name } = credential;
  const [fields, setFields] = useState<FieldValues>({});
  const [grace, setGrace] = useState(24);
  const verdict = useVerdict();
  const [duplicates, setDuplicates] = useState<Named[] | null>(null);
  const rotate = useRotateCredential(id);
  const done = useDone(onClose);
  const lost = isLost(credential);
  const values = { ...savedFields(credential, method), ...fields };
  const secrets = visibleFields(method, values).filter(({ secret }) => secret);
  // Of several secrets only some may be new; the others stay.
  const nothing = secrets.every((field) => isBlank(fields[field.name]));

  const confirm = (verify: boolean) => {
    const found = fieldFaults(method, values, nothing || lost ? {} : credential.secrets);
    verdict.setErrors(found);
    if (nothing || Object.keys(found).length > 0) return;
    rotate.mutate(
      { fields: changedFields(method, values, fields, lost), verify, graceHours: grace },
      {
        onError: verdict.refused,
        onSuccess: (rotated) => {
          setFields({});
          if (rotated.duplicates?.length) setDuplicates(rotated.duplicates);
          else done(text.done(name));
        },
      },
    );
  };
  if (duplicates) return <DuplicateWarning duplicates={duplicates} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      busy={rotate.isPending}
      blocked={secrets.length === 0}
      size={520}
      typed={!nothing}
      onClose={onClose}
      onConfirm={() => confirm(method.probe)}
      second={
        verdict.test?.ok === false && (
          <Button variant="default" disabled={rotate.isPending} onClick={() => confirm(false)}>
            {text.untested}
          </Button>
        )
      }
    >
      <Text c="dimmed">{lost ? text.lost : secrets.length > 0 ? text.lead : text.noSecret}</Text>
      <MethodFields
        method={method}
        values={values}
        errors={verdict.errors}
        secretsOnly={!lost}
        focus
        onChange={(change) => {
          setFields((known) => ({ ...known, ...change }));
          verdict.edited(
            Object.keys(change).map((field) => `fields.${field}`),
            true,
          );
        }}
      />
      <Select
        label={text.grace}
        description={text.graceHelp}
        data={graces.map((hours) => ({ value: String(hours), label: text.hours(hours) }))}
        value={String(grace)}
        allowDeselect={false}
        onChange={(hours) => setGrace(Number(hours))}
      />
      {verdict.test && <TestOutcome result={verdict.test} />}
      {verdict.refusal && <Notice tone="bad" title={verdict.refusal} />}
    </ConfirmDialog>
  );
}
