import { tell, type Undo } from '../parts/toasts';
import { useDialog } from './useDialog';

/** Closes a dialog and says what was done, with a link to the credential that the dialog is about. */
export function useDone(onClose: () => void) {
  const { credential } = useDialog();
  return (message: string, more: { to?: string; undo?: Undo } = {}) => {
    tell({ message, to: credential ? `/credentials/${credential}` : undefined, ...more });
    onClose();
  };
}
