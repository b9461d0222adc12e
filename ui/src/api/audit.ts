import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { answer, api } from './client';

export type AuditFilter = { from?: string; to?: string; actor?: string; action?: string; target?: string };

export function useAudit(filter: AuditFilter, live: boolean) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    refetchInterval: live ? 5_000 : false,
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/v1/audit', { signal, params: { query: { ...filter, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useVerifyChain() {
  return useMutation({ mutationFn: () => answer(api.POST('/api/v1/audit/verify')) });
}

export const exportAddress = (format: 'jsonl' | 'csv') => `/api/v1/audit/export?format=${format}`;
