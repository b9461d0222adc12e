import { Button } from '@mantine/core';
import type { AuditEvent } from '../../api/types';
import { RelativeTime } from '../../parts/RelativeTime';
import parts from '../../parts/parts.module.css';
import { actorName, audit as text, eventName } from '../../text/audit';
import { EventOutcome } from './EventOutcome';
import classes from './audit.module.css';

export function EventTable({ items, onOpen }: { items: AuditEvent[]; onOpen: (event: AuditEvent) => void }) {
  return (
    <div className={`${parts.panel} ${classes.scroll}`} tabIndex={0} role="region" aria-label={text.title}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th className={classes.time}>{text.time}</th>
            <th>{text.actor}</th>
            <th>{text.action}</th>
            <th>{text.target}</th>
            <th className={classes.outcome}>{text.outcome}</th>
            <td className={classes.open} />
          </tr>
        </thead>
        <tbody>
          {items.map((event) => (
            <tr key={event.seq} onClick={() => onOpen(event)}>
              <td className={classes.time}>
                <RelativeTime at={event.at} />
              </td>
              <Cell>{actorName(event.actor)}</Cell>
              <td title={event.action}>{eventName(event)}</td>
              <Cell>{event.target?.name ?? event.target?.id ?? ''}</Cell>
              <td>
                <EventOutcome outcome={event.outcome} />
              </td>
              <td className={classes.open}>
                {/* Its click reaches the row, which opens the event. */}
                <Button variant="subtle" color="gray" size="compact-sm" h={26} aria-label={text.openEvent(event.seq)}>
                  {text.details}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What does not fit is read by pointing at it. */
function Cell({ children }: { children: string }) {
  return <td title={children}>{children}</td>;
}
