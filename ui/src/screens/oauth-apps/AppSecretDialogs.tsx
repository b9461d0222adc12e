import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useAddAppSecret, useReadAppsAgain, useRemoveAppSecret } from '../../api/oauthApps';
import { ConfirmDialog } from '../../dialogs/ConfirmDialog';
import { Choice } from '../../dialogs/form/Choice';
import { OptionalLabel } from '../../dialogs/form/OptionalLabel';
import { SecretInput } from '../../dialogs/form/SecretInput';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { useAftermath } from '../../dialogs/useAftermath';
import { useDone } from '../../dialogs/useDone';
import { useLeave } from '../../dialogs/useLeave';
import { endOfDay } from '../../lib/days';
import { exactTime } from '../../lib/time';
import { Notice } from '../../parts/Notice';
import { oauthApps as text } from '../../text/oauthApps';
import { afterChangeApp } from './afterOAuthApp';
import type { AppDialogProps } from './OAuthAppParts';
import { placeErrors } from './appForm';

type Values = { fields: { clientSecret: string }; expiresOn: string };

/** The new secret beside the one that is there: the service accepts both until the older one ends. */
export function AddAppSecretDialog({ app, onClose }: AppDialogProps) {
  const readAgain = useReadAppsAgain();
  const lookAfter = useAftermath();
  const add = useAddAppSecret(app, () => lookAfter(afterChangeApp(app, readAgain)));
  const form = useForm<Values>({
    initialValues: { fields: { clientSecret: '' }, expiresOn: '' },
    validate: ({ fields }) => (fields.clientSecret.trim() ? {} : { 'fields.clientSecret': text.secretMissing }),
  });
  const { confirm, unplaced } = useServerErrors(form, add.error, placeErrors);
  const leaving = useLeave(form.isDirty() && !add.isSuccess, onClose, add.isPending);
  const done = useDone(leaving.close);
  const send = ({ fields, expiresOn }: Values) =>
    add.mutate(
      { clientSecret: fields.clientSecret.trim(), ...(expiresOn && { expiresAt: endOfDay(expiresOn) }) },
      {
        onSuccess: () => {
          form.setFieldValue('fields.clientSecret', '');
          done(text.secretAdded(app.name), { to: '/settings/oauth-apps' });
        },
      },
    );
  return (
    <ConfirmDialog
      title={text.addSecretTitle(app.name)}
      confirm={text.addSecret}
      size={520}
      leaving={leaving}
      busy={add.isPending}
      blocked={app.secrets.length > 1}
      error={unplaced}
      onClose={onClose}
      onConfirm={() => confirm(send)}
    >
      <Text>{text.addSecretLead}</Text>
      {app.secrets.length > 1 && <Notice tone="warn" title={text.twoAlready} />}
      <SecretInput
        label={text.fields.clientSecret}
        data-autofocus
        data-path="fields.clientSecret"
        value={form.values.fields.clientSecret}
        error={form.errors['fields.clientSecret'] as string | undefined}
        onChange={(typed) => form.setFieldValue('fields.clientSecret', typed)}
      />
      <TextInput
        type="date"
        label={<OptionalLabel>{text.secretExpires}</OptionalLabel>}
        description={text.secretExpiresHelp}
        {...form.getInputProps('expiresOn')}
      />
    </ConfirmDialog>
  );
}

export function RemoveAppSecretDialog({ app, onClose }: AppDialogProps) {
  const [chosen, setChosen] = useState(String(app.secrets[0]?.number));
  const readAgain = useReadAppsAgain();
  const lookAfter = useAftermath();
  const remove = useRemoveAppSecret(app, () => lookAfter(afterChangeApp(app, readAgain)));
  const done = useDone(onClose);
  const ages = [text.older, text.newer];
  return (
    <ConfirmDialog
      title={text.removeTitle(app.name)}
      confirm={text.removeSecret}
      danger
      blocked={app.secrets.length < 2}
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(Number(chosen), {
          onSuccess: () => done(text.secretRemoved(app.name), { to: '/settings/oauth-apps' }),
        })
      }
    >
      <Text>{text.removeLead}</Text>
      {app.secrets.length < 2 && <Notice tone="warn" title={text.onlyOne} />}
      <Choice
        label={text.which}
        choices={app.secrets.map(({ number, setAt }, index) => ({
          value: String(number),
          label: `${text.secretSet(exactTime(setAt))} (${ages[index]})`,
        }))}
        value={chosen}
        onChange={setChosen}
      />
    </ConfirmDialog>
  );
}
