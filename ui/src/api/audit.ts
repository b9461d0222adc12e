import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, api, everyItem } from './client';
import type { AuditEvent } from './types';
import { useAction } from './useAction';

export type AuditFilter = { from?: string; to?: string; actor?: string; action?: string; target?: string };

const refreshMillis = 5_000;

const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/v1/audit', { signal, params: { query: { ...filter, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });

export function useAudit(filter: AuditFilter, live: boolean) {
  return useInfiniteQuery({
    ...auditQuery(filter),
    placeholderData: keepPreviousData,
    // Who has gone back in time reads; refreshing would ask for all those pages again.
    refetchInterval: (query) => (live && (query.state.data?.pages.length ?? 0) <= 1 ? refreshMillis : false),
  });
}

/** One event, however old; `known` is it where a list holds it already. */
export function useAuditEvent(seq: number | null, known: AuditEvent | undefined) {
  return useQuery({
    queryKey: ['audit-event', seq],
    enabled: seq !== null && !known,
    initialData: known,
    staleTime: Infinity,
    queryFn: () => answer(api.GET('/api/v1/audit/{seq}', { params: { path: { seq: seq ?? 0 } } })),
  });
}

/** Every action that the record knows. */
export function useAuditActions() {
  return useQuery({
    queryKey: ['audit-actions'],
    staleTime: Infinity,
    queryFn: () => everyItem((query) => answer(api.GET('/api/v1/audit/actions', { params: { query } }))),
  });
}

export function useVerifyChain() {
  return useAction({ run: (_: void, signal) => answer(api.POST('/api/v1/audit/verify', { signal })) });
}

export const exportAddress = (format: 'jsonl' | 'csv') => `/api/v1/audit/export?format=${format}`;
