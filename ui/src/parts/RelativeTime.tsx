import { exactTime, relativeTime } from '../lib/time';
import { useNow } from './useNow';

export function RelativeTime({ at, none = 'never' }: { at: string | null | undefined; none?: string }) {
  // A time that has just come with an answer may lie after the last tick of the clock.
  const now = Math.max(useNow(), Date.now());
  if (!at) return <span>{none}</span>;
  return (
    <time dateTime={at} title={exactTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
}
