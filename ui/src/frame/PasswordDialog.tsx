import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { isProblem } from '../api/problem';
import type { Action } from '../api/useAction';
import { Password } from '../parts/Password';
import { StillWorking } from '../parts/Working';

export type PasswordTexts = { title: string; password: string; confirm: string; cancel: string; wrong: string };

type Props = {
  text: PasswordTexts;
  lead: string;
  confirm: Action<unknown, string>;
  onEnd: (confirmed: boolean) => void;
  onCancel?: () => void;
};

export function PasswordDialog({ text, lead, confirm, onEnd, onCancel }: Props) {
  const [password, setPassword] = useState('');
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    event.stopPropagation();
    confirm.mutate(password, { onSuccess: () => onEnd(true) });
  };
  const refused = isProblem(confirm.error) && confirm.error.status >= 400 && confirm.error.status < 429;

  return (
    <Modal opened onClose={() => onEnd(false)} title={text.title} size={400} zIndex={400}>
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
            <Button variant="subtle" color="gray" onClick={onCancel ?? (() => onEnd(false))}>
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
