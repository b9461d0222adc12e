import { Button, Skeleton } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { AuditEvent } from '../../api/types';
import { Empty } from '../../parts/Empty';
import { ProblemNotice } from '../../parts/Notice';
import { QueryFailed } from '../../parts/QueryFailed';
import { audit as text } from '../../text/audit';
import { common } from '../../text/common';
import { EventCards } from './EventCards';
import { EventTable } from './EventTable';
import { EventDrawer } from './EventDrawer';
import { useOpenEvent } from './useOpenEvent';
import { useUpTo } from '../../parts/useUpTo';
import classes from './audit.module.css';

export type Events = UseInfiniteQueryResult<InfiniteData<{ items: AuditEvent[]; next: string | null }>, Error>;

export function EventList({ events }: { events: Events }) {
  return (
    <>
      <Items events={events} />
      <EventDrawer items={itemsOf(events)} />
    </>
  );
}

export const itemsOf = ({ data }: Events) => data?.pages.flatMap((page) => page.items) ?? [];

function Items({ events }: { events: Events }) {
  const narrow = useUpTo(700);
  const { open } = useOpenEvent();
  if (events.isPending) return <Skeleton h={360} />;
  const items = itemsOf(events);
  if (items.length === 0)
    return events.isError ? (
      <QueryFailed what={text.events} query={events} />
    ) : (
      <Empty title={text.none} text={text.noneHelp} />
    );
  return (
    <>
      {narrow ? <EventCards items={items} onOpen={open} /> : <EventTable items={items} onOpen={open} />}
      {events.isFetchNextPageError && <ProblemNotice error={events.error} />}
      {events.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {common.loadMore}
          </Button>
        </div>
      )}
    </>
  );
}
