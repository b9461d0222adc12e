import { Anchor, Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { toasts as text } from '../text/common';

/** Takes back what the toast is about; answers with the sentence that says so. */
export type Undo = { label: string; run: () => Promise<string> };

export type Toast = {
  tone?: 'ok' | 'bad' | 'off';
  title?: string;
  message: ReactNode;
  /** The thing that the toast is about. */
  to?: string;
  undo?: Undo;
};

/** Long enough to find the button that takes it back. */
const readingMillis = 5_000;
const undoMillis = 15_000;

/** Shows a toast, or puts it in the place of the one with that id. */
export function tell({ tone = 'ok', title, message, to, undo }: Toast, id?: string): string {
  const toast = {
    loading: false,
    withCloseButton: true,
    color: `var(--${tone})`,
    title,
    autoClose: undo ? undoMillis : tone === 'bad' ? undoMillis : readingMillis,
  };
  const body = (shown: string) => (
    <>
      {message}
      {(to || undo) && (
        <Group gap={12} mt={6}>
          {undo && (
            <Button variant="default" size="compact-sm" h={28} onClick={() => takeBack(undo, shown, to)}>
              {undo.label}
            </Button>
          )}
          {to && (
            <Anchor component={Link} to={to} fz="inherit" onClick={() => notifications.hide(shown)}>
              {text.open}
            </Anchor>
          )}
        </Group>
      )}
    </>
  );
  const shown = id ?? crypto.randomUUID();
  if (id) notifications.update({ ...toast, id, message: body(id) });
  else notifications.show({ ...toast, id: shown, message: body(shown) });
  return shown;
}

/** Shows what goes on for a while, until `tell` puts its outcome in its place. */
export function tellOf(title: string, message: ReactNode = null): string {
  return notifications.show({ loading: true, title, message, autoClose: false, withCloseButton: false });
}

/** Takes a toast away that has nothing more to tell. */
export const untell = (id: string) => notifications.hide(id);

function takeBack(undo: Undo, id: string, to: string | undefined) {
  notifications.update({ id, loading: true, message: text.undoing, autoClose: false });
  undo.run().then(
    (done) => tell({ message: done, to }, id),
    (error: unknown) => tell({ tone: 'bad', title: text.notUndone, message: messageOf(error), to, undo }, id),
  );
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
