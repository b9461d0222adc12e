import { Button, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useConnector } from '../api/connectors';
import { useRotateCredential, useUpdateCredential } from '../api/credentials';
import type { ConnectorMethod, Credential } from '../api/types';
import { endOfDay } from '../lib/days';
import { methodOf } from '../lib/oauthApps';
import { rotate as text } from '../text/dialogs';
import { connectors } from '../text/connectors';
import { duplicates as duplicatesText } from '../text/form';
import { ConfirmDialog } from './ConfirmDialog';
import { DialogFailed } from './DialogFailed';
import { FormVerdict } from './form/FormVerdict';
import { MethodFields } from './form/MethodFields';
import { DuplicateWarning } from './form/DuplicateWarning';
import { useCredentialForm } from './form/useCredentialForm';
import { useVerdict } from './form/useVerdict';
import { changedFields, isBlank, isLost, valuesOf, visibleFields } from './form/values';
import { afterChange } from './afterChange';
import { useAftermath } from './useAftermath';
import { useDone } from './useDone';
import { useLeave } from './useLeave';
import { useSeenVersion } from './useSeenVersion';

const graces = [0, 1, 24, 72, 168];

export function RotateDialog({ credential, onClose }: { credential: Credential; onClose: () => void }) {
  const connector = useConnector(credential.connector);
  const method = methodOf(connector.data, credential);
  if (connector.isError && !connector.data)
    return <DialogFailed what={connectors.one} query={connector} onClose={onClose} />;
  return method ? <RotateForm credential={credential} method={method} onClose={onClose} /> : null;
}

type Props = { credential: Credential; method: ConnectorMethod; onClose: () => void };

function RotateForm({ credential, method, onClose }: Props) {
  const { id, name } = credential;
  const [grace, setGrace] = useState(24);
  const [duplicated, setDuplicated] = useState<Credential | null>(null);
  const version = useSeenVersion(credential, text.confirm);
  const lookAfter = useAftermath();
  const rotate = useRotateCredential(id, () => lookAfter(afterChange(version.seen, 'rotated')));
  const lost = isLost(credential);
  // The old expiry was that of the old secret: it is asked for again.
  const base = { ...valuesOf(credential, method), expiresOn: '' };
  const update = useUpdateCredential(id);
  const { form, formRef, shared, edits, typed, complete, refuse, forget } = useCredentialForm({
    base,
    method,
    kept: lost ? {} : credential.secrets,
    onFieldsChanged: () => verdict.clear(),
  });
  const verdict = useVerdict(refuse);
  const leaving = useLeave(typed && !duplicated, onClose, rotate.isPending);
  const done = useDone(leaving.close);
  const values = form.values.fields;
  const secrets = visibleFields(method, values).filter(({ secret }) => secret);
  // Of several secrets only some may be new; the others stay.
  const nothing = secrets.every((field) => isBlank(edits.fields?.[field.name]));

  const confirm = (verify: boolean) => {
    if (nothing)
      return refuse(Object.fromEntries(secrets.map(({ name: secret }) => [`fields.${secret}`, text.needed])));
    if (!complete()) return;
    verdict.clear();
    rotate.mutate(
      {
        version: version.seen.version,
        body: { fields: changedFields(method, values, edits.fields, lost), verify, graceHours: grace },
      },
      {
        onError: (error) => version.refused(error) || verdict.refused(error),
        onSuccess: (rotated) => {
          const end = () => (rotated.duplicates?.length ? setDuplicated(rotated) : done(text.done(name)));
          const { expiresOn } = form.values;
          forget();
          if (!expiresOn) return end();
          update.mutate(
            { version: rotated.version, body: { expiresAt: endOfDay(expiresOn) } },
            { onSuccess: end, onError: () => done(text.expiryLost(name)) },
          );
        },
      },
    );
  };
  if (duplicated)
    return <DuplicateWarning title={duplicatesText.rotated} saved={duplicated} method={method} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={text.title(name)}
      confirm={text.confirm}
      busy={rotate.isPending || update.isPending}
      blocked={secrets.length === 0}
      size={520}
      leaving={leaving}
      formRef={formRef}
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
      <Text c="dimmed">
        {lost
          ? text.lost
          : secrets.length > 0
            ? credential.type === 'oauth2'
              ? text.leadAccount
              : text.lead
            : text.noSecret}
      </Text>
      <MethodFields
        method={method}
        values={values}
        errors={shared.errors}
        secretsOnly={!lost}
        focus
        onChange={(fields) => shared.edit({ fields })}
      />
      <Select
        label={text.grace}
        description={text.graceHelp}
        data={graces.map((hours) => ({ value: String(hours), label: text.hours(hours) }))}
        value={String(grace)}
        allowDeselect={false}
        onChange={(hours) => setGrace(Number(hours))}
      />
      {credential.expiresAt && (
        <TextInput
          type="date"
          label={text.expiresOn}
          description={text.expiresOnHelp}
          data-path="expiresAt"
          value={form.values.expiresOn}
          onChange={(event) => shared.edit({ expiresOn: event.currentTarget.value })}
        />
      )}
      {version.notice}
      <FormVerdict verdict={verdict} errors={shared.errors} />
    </ConfirmDialog>
  );
}
