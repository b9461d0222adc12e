import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, everyItem } from './client';
import type { CreateApiKey } from './types';

const key = ['api-keys'];

export function useApiKeys() {
  return useQuery({
    queryKey: key,
    queryFn: () => everyItem((query) => answer(api.GET('/api/v1/api-keys', { params: { query } }))),
  });
}

export function useCreateApiKey() {
  const queries = useQueryClient();
  return useMutation({
    // The answer holds the token, which is shown once and kept nowhere.
    gcTime: 0,
    mutationFn: (body: CreateApiKey) => answer(api.POST('/api/v1/api-keys', { body })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: key }),
  });
}

export function useRevokeApiKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: key }),
  });
}
