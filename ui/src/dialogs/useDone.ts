import { notifications } from '@mantine/notifications';

/** Closes a dialog and says what was done. */
export function useDone(onClose: () => void) {
  return (message: string) => {
    notifications.show({ message, color: 'var(--ok)' });
    onClose();
  };
}
