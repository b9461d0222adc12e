import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useCredentials } from '../../api/credentials';
import { useUpTo } from '../../parts/useUpTo';
import { Empty } from '../../parts/Empty';
import { QueryFailed } from '../../parts/QueryFailed';
import { credentials as text } from '../../text/credentials';
import { BulkBar } from './BulkBar';
import { CredentialCards } from './CredentialCards';
import { CredentialTable } from './CredentialTable';
import { ListSkeleton } from './ListSkeleton';
import type { Filters } from './useFilters';
import { useSelection } from './useSelection';

/** All that fit the filters, page after page as one scrolls. */
export function CredentialList({ filters }: { filters: Filters }) {
  const { filter, view, set, clear, narrowed } = filters;
  const narrow = useUpTo(900);
  const list = useCredentials({ ...filter, sort: filter.sort ?? 'name' });
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const selection = useSelection(items);

  if (list.isPending) return <ListSkeleton />;
  if (list.isError && items.length === 0) return <QueryFailed what={text.all} query={list} />;
  if (items.length === 0) {
    return (
      <Empty title={text.nothingFits} text={text.nothingFitsHelp}>
        {narrowed && (
          <Button variant="default" onClick={clear}>
            {text.clearFilters}
          </Button>
        )}
      </Empty>
    );
  }

  const more = () => {
    // After a page that failed, only a person tries again: scrolling would ask without end.
    if (list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError) void list.fetchNextPage();
  };
  const shown = { items, selection, more, hasMore: list.hasNextPage };
  return (
    <div aria-busy={list.isPlaceholderData} style={list.isPlaceholderData ? { opacity: 0.6 } : undefined}>
      {view === 'grid' || narrow ? (
        <CredentialCards {...shown} />
      ) : (
        <CredentialTable
          {...shown}
          sort={filter.sort ?? 'name'}
          onSort={(sort) => set({ sort: sort === 'name' ? null : sort })}
        />
      )}
      {list.isFetchNextPageError && <QueryFailed what={text.furtherOnes} query={list} retry={list.fetchNextPage} />}
      <BulkBar selection={selection} />
    </div>
  );
}
