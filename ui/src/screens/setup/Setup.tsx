import { Stack, TextInput } from '@mantine/core';
import { Password } from '../../parts/Password';
import { useForm } from '@mantine/form';
import type { SyntheticEvent } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useHealth, useSetup } from '../../api/session';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { useLeave } from '../../dialogs/useLeave';
import { newPasswordFault } from '../../lib/passwords';
import { EntryCard } from '../../parts/EntryCard';
import { Notice } from '../../parts/Notice';
import { WorkButton } from '../../parts/WorkButton';
import { Working } from '../../parts/Working';
import { setup as text } from '../../text/entry';
import { KeepFingerprint } from './KeepFingerprint';

const needed = (message: string) => (value: string) => (value.trim() ? null : message);

export function Setup() {
  const [search] = useSearchParams();
  const printed = search.get('token');
  const setup = useSetup();
  const form = useForm({
    initialValues: { token: printed ?? '', organization: '', name: '', email: '', password: '' },
    validate: {
      token: needed(text.tokenMissing),
      organization: needed(text.organizationMissing),
      name: needed(text.nameMissing),
      email: (email) => (email.includes('@') ? null : text.emailMissing),
      password: newPasswordFault,
    },
  });
  const { confirm, unplaced } = useServerErrors(form, setup.error);
  const leaving = useLeave(form.isDirty() && !setup.data, () => undefined, setup.isPending);
  const health = useHealth(true);
  if (setup.data) return <KeepFingerprint result={setup.data} />;

  // After a lost answer too: whether it was set up is asked before anything is said.
  if (health.data?.setUp && !setup.isPending)
    return (
      <EntryCard title={text.title} lead={setup.error ? text.setUpNow : text.alreadySetUp}>
        <Link to="/sign-in">{text.toSignIn}</Link>
      </EntryCard>
    );

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    confirm((values) => setup.mutate(values, { onError: () => void health.refetch() }));
  };
  return (
    <EntryCard title={text.title} lead={text.lead}>
      {leaving.question}
      <form onSubmit={submit} noValidate>
        <Stack gap={14}>
          {(printed === null || form.errors.token) && (
            <TextInput
              label={text.token}
              description={text.tokenHelp}
              autoComplete="off"
              autoFocus={printed === null}
              {...form.getInputProps('token')}
            />
          )}
          <TextInput
            label={text.organization}
            autoComplete="organization"
            autoFocus={printed !== null}
            {...form.getInputProps('organization')}
          />
          <TextInput label={text.name} autoComplete="name" {...form.getInputProps('name')} />
          <TextInput label={text.email} type="email" autoComplete="username" {...form.getInputProps('email')} />
          <Password
            label={text.password}
            description={text.passwordHelp}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          {unplaced && <Notice tone="bad" title={unplaced.message} />}
          <Working running={setup.isPending} onCancel={setup.cancel} />
          <WorkButton type="submit" busy={setup.isPending}>
            {text.create}
          </WorkButton>
        </Stack>
      </form>
    </EntryCard>
  );
}
