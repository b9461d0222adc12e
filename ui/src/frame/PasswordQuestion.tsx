import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Password } from '../parts/Password';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import type { Question } from '../api/confirmation';
import { isProblem } from '../api/problem';
import type { Action } from '../api/useAction';
import { StillWorking } from '../parts/Working';

type Props = {
  question: Question;
  text: { title: string; password: string; confirm: string; cancel: string; wrong: string };
  lead: string;
  confirm: Action<unknown, string>;
  /** What the button does that does not confirm; without it, it closes the question. */
  onCancel?: () => void;
};

/** Opens when a call needs the password; the call goes on once it was right. */
export function PasswordQuestion({ question, text, lead, confirm, onCancel }: Props) {
  const [opened, setOpened] = useState(false);
  const [password, setPassword] = useState('');
  const settle = useRef<(confirmed: boolean) => void>(() => undefined);

  useEffect(() => {
    const stop = question.onAsked(
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
  }, [question]);

  const finish = (confirmed: boolean) => {
    setOpened(false);
    setPassword('');
    confirm.cancel();
    settle.current(confirmed);
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    event.stopPropagation();
    confirm.mutate(password, { onSuccess: () => finish(true) });
  };
  const refused = isProblem(confirm.error) && confirm.error.status >= 400 && confirm.error.status < 429;

  return (
    <Modal opened={opened} onClose={() => finish(false)} title={text.title} size={400} zIndex={400}>
      <form onSubmit={submit}>
        <Stack gap={14}>
          <Text c="dimmed">{lead}</Text>
          <Password
            label={text.password}
            autoComplete="current-password"
            data-autofocus
            value={password}
            error={refused ? text.wrong : confirm.error?.message}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {confirm.isPending && <StillWorking onCancel={onCancel && confirm.cancel} />}
          <Group justify="flex-end" gap={8}>
            <Button variant="subtle" color="gray" onClick={onCancel ?? (() => finish(false))}>
              {text.cancel}
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
