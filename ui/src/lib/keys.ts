export type KeyBindings = Record<string, () => void>;

/** What the person's keyboard calls the key that goes with a letter. */
export const commandKey = commandKeyOf(globalThis.navigator?.platform ?? '');

export function commandKeyOf(platform: string): '⌘' | 'Ctrl' {
  return /^(Mac|iP)/.test(platform) ? '⌘' : 'Ctrl';
}

const patience = 1_000;

/**
 * Tells bindings such as `c` or `g a` from the keys as they come.
 * Returns whether the key belonged to a binding, so that the caller can keep the browser from using it.
 */
export function keySequence(bindings: KeyBindings, now: () => number = Date.now) {
  let begun = '';
  let at = 0;

  return (key: string): boolean => {
    const pending = begun && now() - at < patience ? `${begun} ${key}` : key;
    const typed = pending in bindings || startsBinding(bindings, pending) ? pending : key;
    const action = bindings[typed];
    begun = !action && startsBinding(bindings, typed) ? typed : '';
    at = now();
    action?.();
    return Boolean(action) || begun !== '';
  };
}

function startsBinding(bindings: KeyBindings, typed: string): boolean {
  return Object.keys(bindings).some((binding) => binding.startsWith(`${typed} `));
}

/** Keys typed into an input, or with a modifier, are not ours. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target;
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
