import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { common as text } from '../text/common';
import { Notice } from './Notice';

export type FailedQuery = Pick<UseQueryResult, 'error' | 'isFetching'> & { refetch: () => unknown };

type Props = { what: string; query: FailedQuery; retry?: () => unknown };

/** Names what could not be loaded and why, and tries again. */
export function QueryFailed({ what, query, retry = query.refetch }: Props) {
  if (!query.error) return null;
  return (
    <Notice
      tone="bad"
      title={text.loadFailed(what)}
      action={
        <Button variant="default" loading={query.isFetching} onClick={() => void retry()}>
          {text.retry}
        </Button>
      }
    >
      {query.error.message}
    </Notice>
  );
}
