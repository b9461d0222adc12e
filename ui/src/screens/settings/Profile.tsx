import { Group, Stack, TextInput } from '@mantine/core';
import { Password } from '../../parts/Password';
import { useForm } from '@mantine/form';
import { useEffect, useId, useState, type SyntheticEvent } from 'react';
import { isProblem } from '../../api/problem';
import { useChangeProfile, useSignedIn } from '../../api/session';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { useDone } from '../../dialogs/useDone';
import { inputErrors } from '../../lib/pointers';
import { Notice, ProblemNotice } from '../../parts/Notice';
import { WorkButton } from '../../parts/WorkButton';
import { Working } from '../../parts/Working';
import parts from '../../parts/parts.module.css';
import { account as text, profile } from '../../text/settings';
import { stateOf, type FormState } from './formState';
import classes from './settings.module.css';

/** What the server said about single inputs; a wrong password and a taken address are refused as a whole. */
function serverErrors(error: unknown): Record<string, string> {
  if (!isProblem(error)) return {};
  if (isProblem(error, 'email_taken')) return { email: error.message };
  return isProblem(error, 'forbidden') ? { password: text.wrongPassword } : inputErrors(error);
}

/** One's name, and one's address, which changes only with the password. */
export function Profile({ onState }: { onState: (state: FormState) => void }) {
  const { user } = useSignedIn();
  const change = useChangeProfile();
  const titleId = useId();
  const form = useForm({
    initialValues: { name: user.name, email: user.email ?? '', password: '' },
    validate: {
      name: (value) => (value.trim() ? null : profile.nameMissing),
      email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : profile.emailWrong),
      password: (value, { email }) => (email.trim() === user.email || value ? null : text.passwordMissing),
    },
  });
  const moved = form.values.email.trim() !== user.email;
  const unchanged = !moved && form.values.name.trim() === user.name;
  const [cancelled, setCancelled] = useState(false);
  const state = stateOf(!unchanged, change.isPending);
  useEffect(() => onState(state), [onState, state]);
  const cancel = () => {
    change.cancel();
    setCancelled(true);
  };
  const done = useDone(() => {
    form.setFieldValue('password', '');
    change.reset();
  });
  const { confirm, unplaced } = useServerErrors(form, change.error, serverErrors);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (unchanged) return;
    setCancelled(false);
    confirm(({ name, email, password }) =>
      change.mutate(moved ? { name, email, password } : { name }, { onSuccess: () => done(profile.changed) }),
    );
  };
  return (
    <section className={`${parts.panel} ${classes.block}`} aria-labelledby={titleId}>
      <h2 id={titleId}>{profile.title}</h2>
      <form onSubmit={submit} noValidate>
        <Stack gap={14} maw={380}>
          <TextInput label={profile.name} autoComplete="name" {...form.getInputProps('name')} />
          <TextInput
            label={profile.email}
            description={profile.emailHelp}
            type="email"
            autoComplete="username"
            {...form.getInputProps('email')}
          />
          {moved && (
            <Password label={text.password} autoComplete="current-password" {...form.getInputProps('password')} />
          )}
          <ProblemNotice error={unplaced} />
          <Working running={change.isPending} onCancel={cancel} />
          {cancelled && <Notice tone="off" title={profile.cancelled} />}
          <Group>
            <WorkButton type="submit" busy={change.isPending} disabled={unchanged}>
              {profile.save}
            </WorkButton>
          </Group>
        </Stack>
      </form>
    </section>
  );
}
