import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useId } from 'react';
import { isProblem } from '../../api/problem';
import { useChangePassword, useSignedIn } from '../../api/session';
import { useDone } from '../../dialogs/useDone';
import { inputErrors } from '../../lib/pointers';
import { ProblemNotice } from '../../parts/Notice';
import parts from '../../parts/parts.module.css';
import { account as text } from '../../text/settings';
import classes from './settings.module.css';

const shortest = 12;
const longest = 200;

function newPasswordError(value: string): string | null {
  const characters = [...value].length;
  if (characters < shortest || !value.trim()) return text.tooShort;
  return characters > longest ? text.tooLong : null;
}

/** What the server said about single inputs; a wrong current password is refused as a whole. */
function serverErrors(error: unknown): Record<string, string> {
  if (!isProblem(error)) return {};
  return isProblem(error, 'forbidden') ? { password: text.wrongPassword } : inputErrors(error);
}

export function ChangePassword() {
  const { user } = useSignedIn();
  const change = useChangePassword();
  const titleId = useId();
  const form = useForm({
    initialValues: { password: '', newPassword: '' },
    validate: { password: (value) => (value ? null : text.passwordMissing), newPassword: newPasswordError },
  });
  const done = useDone(() => {
    form.reset();
    change.reset();
  });
  const focusFirst = (errors: object) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus();
  const submit = form.onSubmit(
    (values) =>
      change.mutate(values, {
        onSuccess: () => done(text.changed),
        onError: (error) => {
          const errors = serverErrors(error);
          form.setErrors(errors);
          focusFirst(errors);
        },
      }),
    focusFirst,
  );
  const unplaced = Object.keys(serverErrors(change.error)).length === 0 ? change.error : null;
  return (
    <section className={`${parts.panel} ${classes.block}`} aria-labelledby={titleId}>
      <h2 id={titleId}>{text.passwordTitle}</h2>
      <p className={classes.lead}>{text.passwordLead}</p>
      <form onSubmit={submit} noValidate>
        <Stack gap={14} maw={380}>
          {/* Tells password stores whose password this is. */}
          <input type="text" autoComplete="username" value={user.email ?? ''} readOnly hidden />
          <PasswordInput
            label={text.password}
            autoComplete="current-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label={text.newPassword}
            description={text.rules}
            autoComplete="new-password"
            key={form.key('newPassword')}
            {...form.getInputProps('newPassword')}
          />
          <ProblemNotice error={unplaced} />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {text.change}
            </Button>
          </Group>
        </Stack>
      </form>
    </section>
  );
}
