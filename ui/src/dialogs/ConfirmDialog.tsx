import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode, RefObject, SyntheticEvent } from 'react';
import { ProblemNotice } from '../parts/Notice';
import { WorkButton } from '../parts/WorkButton';
import { Working } from '../parts/Working';
import type { Leaving } from './useLeave';
import { common } from '../text/common';
import classes from './dialogs.module.css';

type Props = {
  title: string;
  confirm: string;
  danger?: boolean;
  busy: boolean;
  blocked?: boolean;
  error?: Error | null;
  /** What is to be known before it is confirmed again, above the footer. */
  notice?: ReactNode;
  size?: number;
  /** How it is left where something was typed that leaving would lose. */
  leaving?: Leaving;
  /** Where the first fault is looked for. */
  formRef?: RefObject<HTMLFormElement | null>;
  /** A second, lesser way on, beside the button that confirms. */
  second?: ReactNode;
  onClose: () => void;
  onConfirm: () => void;
  children: ReactNode;
};

export function ConfirmDialog({
  onClose,
  title,
  confirm,
  danger,
  busy,
  blocked,
  error,
  notice,
  size = 460,
  leaving = { asking: false, leave: onClose, close: onClose, release: () => undefined, question: false },
  formRef,
  second,
  onConfirm,
  children,
}: Props) {
  const { asking, leave, question } = leaving;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!busy) onConfirm();
  };
  return (
    <Modal opened onClose={leave} closeOnEscape={!asking} title={title} size={size}>
      {question}
      <form ref={formRef} onSubmit={submit} noValidate autoComplete="off">
        <Stack gap={14}>{children}</Stack>
        <div className={classes.end}>
          {notice}
          <ProblemNotice error={error} />
          <Working running={busy} />
          <Group justify="flex-end" gap={8}>
            <Button variant="subtle" color="gray" data-autofocus={danger || undefined} onClick={leave}>
              {common.cancel}
            </Button>
            {second}
            <WorkButton
              type="submit"
              color={danger ? 'danger' : undefined}
              busy={busy}
              disabled={blocked}
              data-autofocus
            >
              {confirm}
            </WorkButton>
          </Group>
        </div>
      </form>
    </Modal>
  );
}
