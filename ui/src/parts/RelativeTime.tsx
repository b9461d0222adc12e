import { sentence } from '../lib/sentences';
import { exactTime, relativeTime } from '../lib/time';
import { time as text } from '../text/time';
import { useNow } from './useNow';

/** `within` a sentence it stays small; alone it begins with a capital. */
export function RelativeTime({ at, within = false }: { at: string | null | undefined; within?: boolean }) {
  const now = useNow();
  const cased = within ? (words: string) => words : sentence;
  if (!at) return <span>{cased(text.never)}</span>;
  // What has just happened may lie after the last tick of the clock.
  const ahead = Date.parse(at) - now;
  return (
    <time dateTime={at} title={exactTime(at)}>
      {cased(relativeTime(at, ahead > 0 && ahead < 60_000 ? now + ahead : now))}
    </time>
  );
}
