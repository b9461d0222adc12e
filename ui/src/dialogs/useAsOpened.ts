import { useState } from 'react';

/**
 * The item of a list as it was when a dialog about it opened. The list is read again while the dialog is open; the
 * person acts on what they saw. Gone with the item.
 */
export function useAsOpened<T extends { id: string }>(dialog: string | null, found: T | undefined): T | undefined {
  const name = found && `${dialog} ${found.id}`;
  const [opened, setOpened] = useState({ name, item: found });
  if (opened.name !== name) setOpened({ name, item: found });
  return opened.name === name ? opened.item : found;
}
