import { Group, Stack } from '@mantine/core';
import { Password } from '../../parts/Password';
import { useForm } from '@mantine/form';
import { useEffect, useId, useState, type SyntheticEvent } from 'react';
import { isProblem } from '../../api/problem';
import { useChangePassword, useSignedIn } from '../../api/session';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { useDone } from '../../dialogs/useDone';
import { newPasswordFault } from '../../lib/passwords';
import { inputErrors } from '../../lib/pointers';
import { Notice, ProblemNotice } from '../../parts/Notice';
import { WorkButton } from '../../parts/WorkButton';
import { Working } from '../../parts/Working';
import parts from '../../parts/parts.module.css';
import { account as text } from '../../text/settings';
import { stateOf, type FormState } from './formState';
import classes from './settings.module.css';

/** What the server said about single inputs; a wrong current password is refused as a whole. */
function serverErrors(error: unknown): Record<string, string> {
  if (!isProblem(error)) return {};
  return isProblem(error, 'forbidden') ? { password: text.wrongPassword } : inputErrors(error);
}

export function ChangePassword({ onState }: { onState: (state: FormState) => void }) {
  const { user } = useSignedIn();
  const change = useChangePassword();
  const titleId = useId();
  const form = useForm({
    initialValues: { password: '', newPassword: '' },
    validate: { password: (value) => (value ? null : text.passwordMissing), newPassword: newPasswordFault },
  });
  const [cancelled, setCancelled] = useState(false);
  const state = stateOf(form.isDirty(), change.isPending);
  useEffect(() => onState(state), [onState, state]);
  const cancel = () => {
    change.cancel();
    setCancelled(true);
  };
  const done = useDone(() => {
    form.reset();
    change.reset();
  });
  const { confirm, unplaced } = useServerErrors(form, change.error, serverErrors);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setCancelled(false);
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
          <Password
            label={text.password}
            autoComplete="current-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Password
            label={text.newPassword}
            description={text.rules}
            autoComplete="new-password"
            key={form.key('newPassword')}
            {...form.getInputProps('newPassword')}
          />
          <ProblemNotice error={unplaced} />
          <Working running={change.isPending} onCancel={cancel} />
          {cancelled && <Notice tone="off" title={text.changeCancelled} />}
          <Group>
            <WorkButton type="submit" busy={change.isPending}>
              {text.change}
            </WorkButton>
          </Group>
        </Stack>
      </form>
    </section>
  );
}
