import { Button, Skeleton } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { AuditEvent } from '../../api/types';
import { Empty } from '../../parts/Empty';
import { ProblemNotice } from '../../parts/Notice';
import { QueryFailed } from '../../parts/QueryFailed';
import { audit as text } from '../../text/audit';
import { common } from '../../text/common';
import { EventCards } from './EventCards';
import { EventTable } from './EventTable';
import { EventDrawer } from './EventDrawer';
import { useUpTo } from '../../parts/useUpTo';
import classes from './audit.module.css';

type Events = UseInfiniteQueryResult<InfiniteData<{ items: AuditEvent[]; next: string | null }>, Error>;

export function EventList({ events }: { events: Events }) {
  const narrow = useUpTo(700);
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
      {narrow ? <EventCards items={items} onOpen={setOpened} /> : <EventTable items={items} onOpen={setOpened} />}
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
