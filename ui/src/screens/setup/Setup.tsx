import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useSetup } from '../../api/session';
import { isProblem } from '../../api/problem';
import { inputErrors } from '../../lib/pointers';
import { EntryCard } from '../../parts/EntryCard';
import { Notice } from '../../parts/Notice';
import { setup as text } from '../../text/entry';
import { KeepFingerprint } from './KeepFingerprint';

export function Setup() {
  const [search] = useSearchParams();
  const printed = search.get('token');
  const [values, setValues] = useState({ token: printed ?? '', organization: '', name: '', email: '', password: '' });
  const setup = useSetup();

  if (setup.data) return <KeepFingerprint result={setup.data} />;

  const problem = isProblem(setup.error) ? setup.error : null;
  const errors = problem ? inputErrors(problem) : {};
  const input = (name: keyof typeof values) => ({
    label: text[name],
    required: true,
    withAsterisk: false,
    value: values[name],
    error: errors[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setValues((known) => ({ ...known, [name]: value }));
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setup.mutate(values);
  };

  return (
    <EntryCard title={text.title} lead={text.lead}>
      <form onSubmit={submit}>
        <Stack gap={14}>
          {(printed === null || errors.token) && (
            <TextInput
              {...input('token')}
              description={text.tokenHelp}
              autoComplete="off"
              autoFocus={printed === null}
            />
          )}
          <TextInput {...input('organization')} autoComplete="organization" autoFocus={printed !== null} />
          <TextInput {...input('name')} autoComplete="name" />
          <TextInput {...input('email')} type="email" autoComplete="username" />
          <PasswordInput {...input('password')} description={text.passwordHelp} autoComplete="new-password" />
          {problem && Object.keys(errors).length === 0 && (
            <Notice tone="bad" title={problem.code === 'already_set_up' ? text.alreadySetUp : problem.message} />
          )}
          {problem?.code === 'already_set_up' && <Link to="/sign-in">{text.toSignIn}</Link>}
          <Button type="submit" loading={setup.isPending}>
            {text.create}
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
