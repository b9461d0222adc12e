import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useId, type SyntheticEvent } from 'react';
import { isProblem } from '../../api/problem';
import { useChangePassword, useSignedIn } from '../../api/session';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { useDone } from '../../dialogs/useDone';
import { newPasswordFault } from '../../lib/passwords';
import { inputErrors } from '../../lib/pointers';
import { ProblemNotice } from '../../parts/Notice';
import parts from '../../parts/parts.module.css';
import { account as text } from '../../text/settings';
import classes from './settings.module.css';

/** What the server said about single inputs; a wrong current password is refused as a whole. */
function serverErrors(error: unknown): Record<string, string> {
  if (!isProblem(error)) return {};
  return isProblem(error, 'forbidden') ? { password: text.wrongPassword } : inputErrors(error);
}

export function ChangePassword({ onTyped }: { onTyped: (typed: boolean) => void }) {
  const { user } = useSignedIn();
  const change = useChangePassword();
  const titleId = useId();
  const form = useForm({
    initialValues: { password: '', newPassword: '' },
    validate: { password: (value) => (value ? null : text.passwordMissing), newPassword: newPasswordFault },
  });
  const typed = form.isDirty();
  useEffect(() => onTyped(typed), [onTyped, typed]);
  const done = useDone(() => {
    form.reset();
    change.reset();
  });
  const { confirm, unplaced } = useServerErrors(form, change.error, serverErrors);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    confirm((values) => change.mutate(values, { onSuccess: () => done(text.changed) }));
  };
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
