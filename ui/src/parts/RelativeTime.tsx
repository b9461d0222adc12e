import { sentence } from '../lib/sentences';
import { exactTime, relativeTime } from '../lib/time';
import { time as text } from '../text/time';
import { useNow } from './useNow';

/** `within` a sentence it stays small; alone it begins with a capital. */
export function RelativeTime({ at, within = false }: { at: string | null | undefined; within?: boolean }) {
  // A time that has just come with an answer may lie after the last tick of the clock.
  const now = Math.max(useNow(), Date.now());
  const cased = within ? (words: string) => words : sentence;
  if (!at) return <span>{cased(text.never)}</span>;
  return (
    <time dateTime={at} title={exactTime(at)}>
      {cased(relativeTime(at, now))}
    </time>
  );
}
