import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { answer, api } from './client';
import type { paths } from './schema';
import type { CreateCredential, Credential, StopPreview, UpdateCredential } from './types';

type Query = NonNullable<paths['/api/v1/credentials']['get']['parameters']['query']>;

export type CredentialFilter = Omit<Query, 'limit' | 'cursor'>;
export type CredentialSort = NonNullable<Query['sort']>;

const root = ['credentials'];
const path = (id: string) => ({ params: { path: { id } } });

export function useCredentials(filter: CredentialFilter) {
  return useInfiniteQuery({
    queryKey: [...root, 'list', filter],
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    // Asking again asks for every page that was scrolled through.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/credentials', { signal, params: { query: { ...filter, limit: 50, cursor: pageParam } } }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useCredentialSearch(q: string, limit: number, filter: CredentialFilter = {}, enabled = true) {
  return useQuery({
    queryKey: [...root, 'search', q, limit, filter],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/credentials', { signal, params: { query: { ...filter, q: q || undefined, limit } } })),
  });
}

export function useCredentialSummary(workspace: string | undefined) {
  return useQuery({
    queryKey: [...root, 'summary', workspace ?? null],
    placeholderData: keepPreviousData,
    queryFn: () => answer(api.GET('/api/v1/credentials/summary', { params: { query: { workspace } } })),
  });
}

export function useCredential(id: string | null) {
  return useQuery({
    queryKey: [...root, 'one', id],
    enabled: id !== null,
    queryFn: () => answer(api.GET('/api/v1/credentials/{id}', path(id ?? ''))),
  });
}

/** Lists and counts follow; the credential itself is known from the answer. */
function remember(queries: QueryClient, credential: Credential) {
  queries.setQueryData([...root, 'one', credential.id], credential);
  return refreshCredentials(queries);
}

export function refreshCredentials(queries: QueryClient) {
  void queries.invalidateQueries({ queryKey: root });
  void queries.invalidateQueries({ queryKey: ['audit'] });
}

/** The mutation's variables would stay in its cache; with gcTime 0 a typed secret goes when the form goes. */
const holdsSecret = { gcTime: 0 };

export function useCreateCredential() {
  const queries = useQueryClient();
  return useMutation({
    ...holdsSecret,
    mutationFn: (body: CreateCredential) => answer(api.POST('/api/v1/credentials', { body })),
    onSuccess: (credential) => remember(queries, credential),
  });
}

export function useUpdateCredential(id: string) {
  const queries = useQueryClient();
  return useMutation({
    ...holdsSecret,
    mutationFn: ({ version, body }: { version: number; body: UpdateCredential }) =>
      answer(
        api.PATCH('/api/v1/credentials/{id}', {
          params: { path: { id }, header: { 'If-Match': `"${version}"` } },
          body,
        }),
      ).then((saved) => saved as Credential),
    onSuccess: (credential) => remember(queries, credential),
  });
}

/** Which flows would stop. With `preview` the same address changes nothing and answers with them. */
export function usePreviewUpdate(id: string) {
  return useMutation({
    mutationFn: (body: UpdateCredential) =>
      answer(api.PATCH('/api/v1/credentials/{id}', { params: { path: { id }, query: { preview: true } }, body })).then(
        (preview) => (preview as StopPreview).stops,
      ),
  });
}

export function useTestFields() {
  return useMutation({
    ...holdsSecret,
    mutationFn: (body: { connector: string; method: string; fields: Record<string, unknown>; credential?: string }) =>
      answer(api.POST('/api/v1/credentials/test', { body })),
  });
}

export function useRotateCredential(id: string) {
  const queries = useQueryClient();
  return useMutation({
    ...holdsSecret,
    mutationFn: (body: { fields: Record<string, unknown>; verify?: boolean; graceHours?: number }) =>
      answer(api.POST('/api/v1/credentials/{id}/rotate', { ...path(id), body })),
    onSuccess: (credential) => remember(queries, credential),
  });
}

export const testCredential = (id: string) => answer(api.POST('/api/v1/credentials/{id}/test', path(id)));
export const revokeCredential = (id: string) => answer(api.POST('/api/v1/credentials/{id}/revoke', path(id)));
export const restoreCredential = (id: string) => answer(api.POST('/api/v1/credentials/{id}/restore', path(id)));
export const rollBackCredential = (id: string) => answer(api.POST('/api/v1/credentials/{id}/rollback', path(id)));

export const duplicateCredential = (id: string, name: string) =>
  answer(api.POST('/api/v1/credentials/{id}/duplicate', { ...path(id), body: { name } }));

export const deleteCredential = (id: string, forceWithName?: string) =>
  answer(
    api.DELETE('/api/v1/credentials/{id}', {
      params: { path: { id }, query: forceWithName === undefined ? {} : { force: true, confirm: forceWithName } },
    }),
  );

/** Any call on a credential after which everything shown about credentials is asked for again. */
export function useCredentialAction<Variables, Result>(action: (variables: Variables) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: action, onSettled: () => refreshCredentials(queries) });
}
