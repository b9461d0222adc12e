import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { onConfirmation } from '../api/confirmation';
import { isProblem } from '../api/problem';
import { useConfirmPassword } from '../api/session';
import { common } from '../text/common';
import { freshSignIn as text } from '../text/entry';

/** Opens when a call asks for a fresh sign-in; the call goes on once the password was right. */
export function FreshSignIn() {
  const [opened, setOpened] = useState(false);
  const [password, setPassword] = useState('');
  const settle = useRef<(confirmed: boolean) => void>(() => undefined);
  const confirm = useConfirmPassword();

  useEffect(() => {
    const stop = onConfirmation(
      () =>
        new Promise<boolean>((resolve) => {
          settle.current = resolve;
          setOpened(true);
        }),
    );
    return () => {
      stop();
      // Calls must not wait for a dialog that is gone.
      settle.current(false);
    };
  }, []);

  const finish = (confirmed: boolean) => {
    setOpened(false);
    setPassword('');
    confirm.reset();
    settle.current(confirmed);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    confirm.mutate(password, { onSuccess: () => finish(true) });
  };
  const refused = isProblem(confirm.error) && confirm.error.status >= 400 && confirm.error.status < 429;
  const wrong = refused ? text.wrong : confirm.error?.message;

  return (
    <Modal opened={opened} onClose={() => finish(false)} title={text.title} size={380} zIndex={400}>
      <form onSubmit={submit}>
        <Stack gap={14}>
          <Text c="dimmed">{text.lead}</Text>
          <PasswordInput
            label={text.password}
            autoComplete="current-password"
            data-autofocus
            value={password}
            error={wrong}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="subtle" color="gray" onClick={() => finish(false)}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={confirm.isPending} disabled={!password}>
              {text.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
