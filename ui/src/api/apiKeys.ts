import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api, everyItem } from './client';
import type { ApiKey, ChangeApiKey, CreateApiKey } from './types';
import { useAction } from './useAction';
import { useWaiting } from './useWaiting';

const key = ['api-keys'];

/** The answer holds a token, which is shown once and kept nowhere. */
const holdsToken = { gcTime: 0 };

const reread = (queries: QueryClient) => void queries.invalidateQueries({ queryKey: key });

/** Of the version that was seen; any other is refused. */
const of = ({ id, version }: ApiKey) => ({ path: { id }, header: { 'If-Match': `"${version}"` } });

const readApiKeys = () => everyItem((query) => answer(api.GET('/api/v1/api-keys', { params: { query } })));

export function useApiKeys(enabled = true) {
  return useQuery({ queryKey: key, enabled, queryFn: readApiKeys });
}

/** Reads the keys past what is shown, which is read again, too. */
export function useReadKeysAgain() {
  const queries = useQueryClient();
  return async () => {
    const keys = await readApiKeys();
    reread(queries);
    return keys;
  };
}

export const revokeApiKey = (apiKey: ApiKey) => answer(api.DELETE('/api/v1/api-keys/{id}', { params: of(apiKey) }));

const oneQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, id],
    queryFn: () => answer(api.GET('/api/v1/api-keys/{id}', { params: { path: { id } } })),
  });

/** One key with its last use. */
export function useApiKey(id: string) {
  return useQuery(oneQuery(id));
}

/** The last use of a key after that moment; asked every few seconds for some minutes until one has succeeded. */
export function useLiveKey(id: string | null, after: string | null = null) {
  const { refetchInterval, waiting } = useWaiting<ApiKey>();
  const later = (seen: ApiKey | undefined) =>
    seen?.lastUse && (after === null || seen.lastUse.at > after) ? seen.lastUse : null;
  const known = useQuery({
    ...oneQuery(id ?? ''),
    enabled: id !== null,
    refetchInterval: refetchInterval((seen) => later(seen)?.outcome === 'ok'),
  });
  return { last: later(known.data), waiting };
}

/** Takes the call back when its dialog goes, and reads the keys again in any case. */
function useKeyAction<Result, Variables = void>(
  run: (variables: Variables, signal: AbortSignal) => Promise<Result>,
  onTakenBack?: (variables: Variables) => void,
) {
  const queries = useQueryClient();
  return useAction<Result, Variables>({ ...holdsToken, run, onTakenBack, onSettled: () => reread(queries) });
}

export const useCreateApiKey = (onTakenBack: (body: CreateApiKey) => void) =>
  useKeyAction((body: CreateApiKey, signal) => answer(api.POST('/api/v1/api-keys', { body, signal })), onTakenBack);

export const useRotateApiKey = (apiKey: ApiKey) =>
  useKeyAction((overlapHours: number, signal) =>
    answer(api.POST('/api/v1/api-keys/{id}/rotate', { params: of(apiKey), body: { overlapHours }, signal })),
  );

export const useChangeApiKey = (apiKey: ApiKey) =>
  useKeyAction((body: ChangeApiKey, signal) =>
    answer(api.PATCH('/api/v1/api-keys/{id}', { params: of(apiKey), body, signal })),
  );

export const useRevokeApiKey = (apiKey: ApiKey) =>
  useKeyAction((_: void, signal) => answer(api.DELETE('/api/v1/api-keys/{id}', { params: of(apiKey), signal })));
