import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { isProblem } from '../../api/problem';
import { useHealth, useMe, useSignIn } from '../../api/session';
import { EntryCard } from '../../parts/EntryCard';
import { Notice } from '../../parts/Notice';
import { signIn as text } from '../../text/entry';
import { wayBack } from './wayBack';

export function SignIn() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const me = useMe();
  const health = useHealth(true);
  const signIn = useSignIn();
  const back = wayBack(search.get('back'));

  if (health.data && !health.data.setUp) return <Navigate to="/setup" replace />;
  if (me.isSuccess && !signIn.isPending) return <Navigate to={back} replace />;

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    signIn.mutate({ email, password }, { onSuccess: () => void navigate(back, { replace: true }) });
  };
  const wrong = isProblem(signIn.error) && signIn.error.status === 401;

  return (
    <EntryCard title={text.title}>
      <form onSubmit={submit}>
        <Stack gap={14} mt={14}>
          <TextInput
            label={text.email}
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            data-autofocus
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={text.password}
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {signIn.error && <Notice tone="bad" title={wrong ? text.wrong : signIn.error.message} />}
          <Button type="submit" loading={signIn.isPending}>
            {text.submit}
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
