import type { Credential } from '../../api/types';
import { isFarOff, nextEvent } from '../../lib/status';
import { useNow } from '../../parts/useNow';
import classes from './table.module.css';

/** What comes next, always in words; what is far off stays in the background. */
export function NextEvent({ credential, none = '—' }: { credential: Credential; none?: string }) {
  const now = useNow();
  return (
    <span
      className={isFarOff(credential, now) ? classes.farOff : classes.near}
      title={credential.statusReason ?? undefined}
    >
      {nextEvent(credential, now) ?? none}
    </span>
  );
}
