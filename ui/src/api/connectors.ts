import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from './client';
import type { Connector } from './types';

async function allConnectors(): Promise<Connector[]> {
  const { items } = await answer(api.GET('/api/v1/connectors'));
  return items.sort((a, b) => a.name.localeCompare(b.name));
}

export const connectorsQuery = queryOptions({ queryKey: ['connectors'], staleTime: 300_000, queryFn: allConnectors });

export function useConnectors() {
  return useQuery(connectorsQuery);
}

export function useConnector(id: string | null) {
  return useQuery({
    queryKey: ['connectors', id],
    enabled: id !== null,
    staleTime: 300_000,
    queryFn: () => answer(api.GET('/api/v1/connectors/{id}', { params: { path: { id: id ?? '' } } })),
  });
}
