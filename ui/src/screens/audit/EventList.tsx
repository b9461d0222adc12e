import { Button, Skeleton } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEvent } from '../../api/types';
import type { Tone } from '../../lib/status';
import { Empty } from '../../parts/Empty';
import { ProblemNotice } from '../../parts/Notice';
import { QueryFailed } from '../../parts/QueryFailed';
import { RelativeTime } from '../../parts/RelativeTime';
import { Dot } from '../../parts/StatusDot';
import parts from '../../parts/parts.module.css';
import { audit as text } from '../../text/audit';
import { common } from '../../text/common';
import { EventDrawer } from './EventDrawer';
import classes from './audit.module.css';

const tones: Record<AuditEvent['outcome'], Tone> = { ok: 'ok', refused: 'warn', failed: 'bad' };

type Events = UseInfiniteQueryResult<InfiniteData<{ items: AuditEvent[]; next: string | null }>, Error>;

export function EventList({ events }: { events: Events }) {
  const [opened, setOpened] = useState<AuditEvent | null>(null);
  if (events.isPending) return <Skeleton h={360} />;
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0)
    return events.isError ? (
      <QueryFailed what={text.events} query={events} />
    ) : (
      <Empty title={text.none} text={text.noneHelp} />
    );
  return (
    <>
      <div className={`${parts.panel} ${classes.scroll}`} tabIndex={0} role="region" aria-label={text.title}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th className={classes.time}>{text.time}</th>
              <th>{text.actor}</th>
              <th>{text.action}</th>
              <th>{text.target}</th>
              <th>{text.outcome}</th>
              <td className={classes.open} />
            </tr>
          </thead>
          <tbody>
            {items.map((event) => (
              <tr key={event.seq} onClick={() => setOpened(event)}>
                <td className={classes.time}>
                  <RelativeTime at={event.at} />
                </td>
                <td>{event.actor.name ?? text.system}</td>
                <td>
                  <code>{event.action}</code>
                </td>
                <td>{event.target?.name ?? event.target?.id ?? ''}</td>
                <td>
                  <Dot tone={tones[event.outcome]} />
                  {text.outcomes[event.outcome]}
                </td>
                <td className={classes.open}>
                  <Button
                    variant="subtle"
                    color="gray"
                    size="compact-sm"
                    h={26}
                    aria-label={text.openEvent(event.seq)}
                    onClick={() => setOpened(event)}
                  >
                    {text.details}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {events.isFetchNextPageError && <ProblemNotice error={events.error} />}
      {events.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {common.loadMore}
          </Button>
        </div>
      )}
      <EventDrawer event={opened} onClose={() => setOpened(null)} />
    </>
  );
}
