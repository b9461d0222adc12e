import type { AuditEvent } from '../../api/types';
import { RelativeTime } from '../../parts/RelativeTime';
import { actorName, audit as text, eventName } from '../../text/audit';
import { EventOutcome } from './EventOutcome';
import classes from './audit.module.css';

/** The events where there is no room for a table. */
export function EventCards({ items, onOpen }: { items: AuditEvent[]; onOpen: (event: AuditEvent) => void }) {
  return (
    <ul className={classes.cards} aria-label={text.title}>
      {items.map((event) => (
        <li key={event.seq}>
          <button type="button" aria-label={text.openEvent(event.seq)} onClick={() => onOpen(event)}>
            <span className={classes.cardLine}>
              <b>{eventName(event)}</b>
              <EventOutcome outcome={event.outcome} />
            </span>
            {event.target && <span>{event.target.name ?? event.target.id}</span>}
            <span className={classes.cardLine}>
              <span>{actorName(event.actor)}</span>
              <RelativeTime at={event.at} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
