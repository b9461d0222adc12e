import { passwords as text } from '../text/entry';

const SHORTEST = 12;
const LONGEST = 200;

/** The server's rule for a new password, told while it is typed; null where it is kept. */
export function newPasswordFault(value: string): string | null {
  const characters = [...value].length;
  if (characters < SHORTEST || !value.trim()) return text.tooShort;
  return characters > LONGEST ? text.tooLong : null;
}
