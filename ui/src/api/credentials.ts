import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api } from './client';
import { useAction } from './useAction';
import { isProblem } from './problem';
import type { ShownStatus } from '../lib/status';
import type { paths } from './schema';
import type { CreateCredential, Credential, StopPreview, TrialOfCredential, UpdateCredential } from './types';

type Query = NonNullable<paths['/api/v1/credentials']['get']['parameters']['query']>;

/** Screens tell credentials that work from those that nobody has tested; to the server both are active. */
export type CredentialFilter = Omit<Query, 'limit' | 'cursor' | 'status' | 'tested'> & { status?: ShownStatus };
export type CredentialSort = NonNullable<Query['sort']>;

function asked({ status, ...others }: CredentialFilter): Query {
  if (status === 'untested') return { ...others, status: 'active', tested: false };
  return status === 'active' ? { ...others, status, tested: true } : { ...others, status };
}

const root = ['credentials'];
const path = (id: string) => ({ params: { path: { id } } });

/** What a change is about: a credential at the version that was seen. The server refuses any other version. */
export type Seen = Pick<Credential, 'id' | 'version'>;

const at = ({ id, version }: Seen) => ({ params: { path: { id }, header: { 'If-Match': `"${version}"` } } });

export function useCredentials(filter: CredentialFilter, enabled = true) {
  return useInfiniteQuery({
    enabled,
    queryKey: [...root, 'list', filter],
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    // Asking again asks for every page that was scrolled through.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/credentials', {
          signal,
          params: { query: { ...asked(filter), limit: 50, cursor: pageParam } },
        }),
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
      answer(
        api.GET('/api/v1/credentials', { signal, params: { query: { ...asked(filter), q: q || undefined, limit } } }),
      ),
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

export function refreshCredentials(queries: QueryClient) {
  void queries.invalidateQueries({ queryKey: root });
  void queries.invalidateQueries({ queryKey: ['audit'] });
  // Apps say how many credentials use them.
  void queries.invalidateQueries({ queryKey: ['oauth-apps'] });
}

/** The mutation's variables would stay in its cache; with gcTime 0 a typed secret goes when the form goes. */
const holdsSecret = { gcTime: 0 };

type Change<Result, Variables> = {
  onSuccess?: (result: Result) => void;
  onTakenBack?: (variables: Variables) => void;
};

/** A lost or cancelled call may have been carried out: what is shown is read again in any case. */
function useChange<Result, Variables>(
  run: (variables: Variables, signal: AbortSignal) => Promise<Result>,
  more: Change<Result, Variables> = {},
) {
  const queries = useQueryClient();
  return useAction<Result, Variables>({ ...holdsSecret, run, ...more, onSettled: () => refreshCredentials(queries) });
}

/** The credential itself is known from the answer. */
function useRemember() {
  const queries = useQueryClient();
  return (credential: Credential) => {
    queries.setQueryData([...root, 'one', credential.id], credential);
  };
}

export function useCreateCredential(onTakenBack?: (body: CreateCredential) => void) {
  return useChange((body: CreateCredential, signal) => answer(api.POST('/api/v1/credentials', { body, signal })), {
    onSuccess: useRemember(),
    onTakenBack,
  });
}

export function useUpdateCredential(id: string, onTakenBack?: () => void) {
  return useChange(
    ({ version, body }: { version: number; body: UpdateCredential }, signal) =>
      answer(
        api.PATCH('/api/v1/credentials/{id}', {
          signal,
          ...at({ id, version }),
          body,
        }),
      ).then((saved) => saved as Credential),
    { onSuccess: useRemember(), onTakenBack },
  );
}

/** What would stop. With `preview` the same address changes nothing and answers with it. */
export function usePreviewUpdate(id: string) {
  return useAction({
    run: (body: UpdateCredential, signal) =>
      answer(
        api.PATCH('/api/v1/credentials/{id}', { signal, params: { path: { id }, query: { preview: true } }, body }),
      ).then((preview) => preview as StopPreview),
  });
}

export function useTestFields() {
  return useAction({
    ...holdsSecret,
    run: (body: TrialOfCredential, signal) => answer(api.POST('/api/v1/credentials/test', { body, signal })),
  });
}

type Rotation = { fields: Record<string, unknown>; verify?: boolean; graceHours?: number };

export function useRotateCredential(id: string, onTakenBack?: () => void) {
  return useChange(
    ({ version, body }: { version: number; body: Rotation }, signal) =>
      answer(api.POST('/api/v1/credentials/{id}/rotate', { ...at({ id, version }), body, signal })),
    { onSuccess: useRemember(), onTakenBack },
  );
}

export const testCredential = (id: string, signal?: AbortSignal) =>
  answer(api.POST('/api/v1/credentials/{id}/test', { ...path(id), signal }));
export const revokeCredential = (seen: Seen, signal?: AbortSignal) =>
  answer(api.POST('/api/v1/credentials/{id}/revoke', { ...at(seen), signal })).then((revoked) => revoked as Credential);

/** Mortise stops using it first, also where the service then refuses. */
export const revokeAtService = (seen: Seen, signal?: AbortSignal) =>
  answer(api.POST('/api/v1/credentials/{id}/revoke-at-service', { ...at(seen), signal }));
export const restoreCredential = (seen: Seen, signal?: AbortSignal) =>
  answer(api.POST('/api/v1/credentials/{id}/restore', { ...at(seen), signal }));
export const rollBackCredential = (seen: Seen, signal?: AbortSignal) =>
  answer(api.POST('/api/v1/credentials/{id}/rollback', { ...at(seen), signal }));

export const duplicateCredential = (id: string, name: string, signal?: AbortSignal) =>
  answer(api.POST('/api/v1/credentials/{id}/duplicate', { ...path(id), body: { name }, signal }));

/**
 * Deletes it as it was seen: what somebody changed in the meantime is not deleted unseen.
 *
 * @param how the name, once it was typed; by force where flows of Mortise use it
 */
export const deleteCredential = (
  { id, version }: Pick<Credential, 'id' | 'version'>,
  how: { confirm?: string; force?: true } = {},
  signal?: AbortSignal,
) =>
  answer(
    api.DELETE('/api/v1/credentials/{id}', {
      signal,
      params: { path: { id }, header: { 'If-Match': `"${version}"` }, query: how },
    }),
  );

/** Revokes, restores or rolls back the version that was seen. */
export function useCredentialChange(
  change: (seen: Seen, signal: AbortSignal) => Promise<Credential>,
  onTakenBack?: () => void,
) {
  return useChange(change, { onSuccess: useRemember(), onTakenBack });
}

/** Any call on a credential after which everything shown about credentials is asked for again. */
export function useCredentialAction<Variables, Result>(
  action: (variables: Variables, signal: AbortSignal) => Promise<Result>,
  onTakenBack?: (variables: Variables) => void,
) {
  return useChange(action, { onTakenBack });
}

/** A credential as it is now. */
export const readCredential = (id: string) => answer(api.GET('/api/v1/credentials/{id}', path(id)));

/** The credential that this person made under that name since then; names are unique. */
export async function findMade(
  { name, connector }: { name: string; connector: string },
  owner: string,
  since: number,
): Promise<Credential | null> {
  const query = { q: name, connector, limit: 50 };
  const { items } = await answer(api.GET('/api/v1/credentials', { params: { query } }));
  return items.find((one) => one.name === name && one.owner.id === owner && Date.parse(one.createdAt) >= since) ?? null;
}

/** Whether a credential is there, asked of the server now. */
export function useLookAgain() {
  const queries = useQueryClient();
  return async (id: string) => {
    try {
      await answer(api.GET('/api/v1/credentials/{id}', path(id)));
      return true;
    } catch (error) {
      if (isProblem(error) && error.status === 404) {
        refreshCredentials(queries);
        return false;
      }
      return true;
    }
  };
}

/** Gets the next access token now. */
export function useRefreshCredential({ id }: Pick<Credential, 'id'>) {
  return useChange((_: void, signal) => answer(api.POST('/api/v1/credentials/{id}/refresh', { ...path(id), signal })), {
    onSuccess: useRemember(),
  });
}
