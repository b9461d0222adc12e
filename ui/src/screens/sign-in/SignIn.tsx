import { Stack, TextInput } from '@mantine/core';
import { Password } from '../../parts/Password';
import { useForm } from '@mantine/form';
import type { SyntheticEvent } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { isProblem } from '../../api/problem';
import { useHealth, useMe, useSignIn } from '../../api/session';
import { useServerErrors } from '../../dialogs/form/useServerErrors';
import { wasSignedIn } from '../../lib/signedInMark';
import { EntryCard } from '../../parts/EntryCard';
import { Notice } from '../../parts/Notice';
import { WorkButton } from '../../parts/WorkButton';
import { Working } from '../../parts/Working';
import { signIn as text } from '../../text/entry';
import { wayBack } from './wayBack';

export function SignIn() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const me = useMe();
  const health = useHealth(true);
  const signIn = useSignIn();
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (email.trim() ? null : text.emailMissing),
      password: (password) => (password ? null : text.passwordMissing),
    },
  });
  const { confirm, unplaced } = useServerErrors(form, signIn.error);
  const back = wayBack(search.get('back'));

  if (health.data && !health.data.setUp) return <Navigate to="/setup" replace />;
  if (me.isSuccess && !signIn.isPending) return <Navigate to={back} replace />;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    confirm((values) => signIn.mutate(values, { onSuccess: () => void navigate(back, { replace: true }) }));
  };
  const wrong = isProblem(unplaced) && unplaced.status === 401;

  return (
    <EntryCard title={text.title} lead={wasSignedIn() ? text.ended : undefined}>
      <form onSubmit={submit} noValidate>
        <Stack gap={14} mt={14}>
          <TextInput
            label={text.email}
            type="email"
            autoComplete="username"
            autoFocus
            {...form.getInputProps('email')}
          />
          <Password label={text.password} autoComplete="current-password" {...form.getInputProps('password')} />
          {unplaced && <Notice tone="bad" title={wrong ? text.wrong : unplaced.message} />}
          <Working running={signIn.isPending} onCancel={signIn.cancel} />
          <WorkButton type="submit" busy={signIn.isPending}>
            {text.submit}
          </WorkButton>
        </Stack>
      </form>
    </EntryCard>
  );
}
