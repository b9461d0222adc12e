import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api, everyItem } from './client';
import type { Connector } from './types';

async function allConnectors(): Promise<Connector[]> {
  const items = await everyItem((query) => answer(api.GET('/api/v1/connectors', { params: { query } })));
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
