import type { Query } from '@tanstack/react-query';
import { useState } from 'react';

const EVERY_MILLIS = 3_000;

/** Waiting ends after this long: a page that is left open must not keep its session alive. */
const PATIENCE_MILLIS = 5 * 60_000;

/** Asks every few seconds until what is waited for was seen, for some minutes. */
export function useWaiting<Data>() {
  const [since] = useState(Date.now);
  const [waiting, setWaiting] = useState(true);
  const refetchInterval = (seen: (data: Data | undefined) => boolean) => (query: Pick<Query<Data>, 'state'>) => {
    if (seen(query.state.data)) return false as const;
    if (Date.now() - since < PATIENCE_MILLIS) return EVERY_MILLIS;
    if (waiting) setWaiting(false);
    return false as const;
  };
  return { refetchInterval, waiting };
}
