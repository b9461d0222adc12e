/** What the person's keyboard calls the key that goes with a letter. */
export const commandKey = commandKeyOf(globalThis.navigator?.userAgent ?? '');

export function commandKeyOf(userAgent: string): '⌘' | 'Ctrl' {
  return /Macintosh|iPad|iPhone/.test(userAgent) ? '⌘' : 'Ctrl';
}

/** Keys typed into an input, or with a modifier, are not ours. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target;
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
