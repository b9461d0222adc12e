import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { ProblemNotice } from '../parts/Notice';
import { useLeave } from './useLeave';
import { common } from '../text/common';

type Props = {
  title: string;
  confirm: string;
  danger?: boolean;
  busy: boolean;
  blocked?: boolean;
  error?: Error | null;
  size?: number;
  /** Whether something was typed that closing would lose. */
  typed?: boolean;
  /** A second, lesser way on, beside the button that confirms. */
  second?: ReactNode;
  onClose: () => void;
  onConfirm: () => void;
  children: ReactNode;
};

export function ConfirmDialog({
  title,
  confirm,
  danger,
  busy,
  blocked,
  error,
  size = 460,
  typed = false,
  second,
  onClose,
  onConfirm,
  children,
}: Props) {
  const { asking, leave, question } = useLeave(typed, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <Modal opened onClose={leave} closeOnEscape={!asking} trapFocus={!asking} title={title} size={size}>
      {question}
      <form onSubmit={submit} noValidate autoComplete="off">
        <Stack gap={14}>
          {children}
          <ProblemNotice error={error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="subtle" color="gray" data-autofocus={danger || undefined} onClick={onClose}>
              {common.cancel}
            </Button>
            {second}
            <Button
              type="submit"
              color={danger ? 'danger' : undefined}
              loading={busy}
              disabled={blocked}
              data-autofocus
            >
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
