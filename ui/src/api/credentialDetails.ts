import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, everyItem } from './client';
import { refreshCredentials, type Seen } from './credentials';
import type { Credential, CredentialUsage, GrantLevel, StopPreview } from './types';
import { useAction } from './useAction';
import { useWaiting } from './useWaiting';

const key = (id: string, part: string) => ['credentials', 'one', id, part];

const usageOf = (id: string) => ({
  queryKey: key(id, 'usage'),
  queryFn: () => answer(api.GET('/api/v1/credentials/{id}/usage', { params: { path: { id }, query: { days: 30 } } })),
});

export function useUsage(id: string, enabled = true) {
  return useQuery({ ...usageOf(id), enabled });
}

/**
 * Who used it last with success and when; asked every few seconds for some minutes while nobody has. A refused
 * request is no use.
 */
export function useLiveUse({ id, lastUsedAt }: Pick<Credential, 'id' | 'lastUsedAt'>) {
  const { refetchInterval, waiting } = useWaiting<CredentialUsage>();
  const usage = useQuery({
    ...usageOf(id),
    refetchInterval: refetchInterval((seen) => lastUsedAt !== null || (seen?.users ?? []).some((user) => user.ok > 0)),
  });
  const last = [...(usage.data?.users ?? [])]
    .filter((user) => user.ok > 0)
    .sort((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''))[0];
  // The last request of somebody who was also refused may have been a refused one.
  const at = last && last.failed > 0 ? lastUsedAt : last?.lastAt;
  return { lastUsedAt: at ?? lastUsedAt ?? last?.lastAt ?? null, by: last?.flow ?? last?.name ?? null, waiting };
}

const LIVE_MILLIS = 3_000;

/** The last request of an API key for this credential that was refused, where one may see it; asked again while live. */
export function useLiveRefusal(id: string, live: boolean) {
  return useQuery({
    queryKey: key(id, 'live-refusal'),
    queryFn: () => eventsOf(id),
    select: ({ items }) =>
      items.find(({ action, actor }) => action === 'credential.refused' && actor.type === 'api_key') ?? null,
    refetchInterval: live ? LIVE_MILLIS : false,
  }).data;
}

export function useCredentialFlows(id: string, enabled = true) {
  return useQuery({
    queryKey: key(id, 'flows'),
    enabled,
    queryFn: () =>
      everyItem((query) => answer(api.GET('/api/v1/credentials/{id}/flows', { params: { path: { id }, query } }))),
  });
}

export function useVersions(id: string) {
  return useQuery({
    queryKey: key(id, 'versions'),
    queryFn: () =>
      everyItem((query) => answer(api.GET('/api/v1/credentials/{id}/versions', { params: { path: { id }, query } }))),
  });
}

export function useCredentialAudit(id: string) {
  return useInfiniteQuery({
    queryKey: key(id, 'audit'),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/credentials/{id}/audit', {
          params: { path: { id }, query: { limit: 50, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** The ends of actions that give a credential, an API key or a service account another version. */
const changes = /\.(updated|scope_changed|rotated|rolled_back|revoked|restored)$/;

const eventsOf = (id: string) =>
  id.startsWith('cred_')
    ? answer(api.GET('/api/v1/credentials/{id}/audit', { params: { path: { id }, query: { limit: 20 } } }))
    : answer(api.GET('/api/v1/audit', { params: { query: { target: id, limit: 20 } } }));

/** Who made this version of a credential, an API key or a service account, and when, where one may see it. */
export function useLastChange({ id, version }: Seen) {
  return useQuery({
    queryKey: [...key(id, 'last-change'), version],
    queryFn: async () => {
      const { items } = await eventsOf(id);
      return items.find(({ action, outcome }) => changes.test(action) && outcome === 'ok') ?? null;
    },
  });
}

export function useGrants(id: string) {
  return useQuery({
    queryKey: key(id, 'grants'),
    queryFn: () =>
      everyItem((query) => answer(api.GET('/api/v1/credentials/{id}/grants', { params: { path: { id }, query } }))),
  });
}

/** Who is asked about: a person, a service account or an API key, by its id. */
export type Asked = { person: string } | { serviceAccount: string } | { key: string };

export function useExplanation(id: string, asked: Asked | null) {
  return useQuery({
    queryKey: [...key(id, 'explain'), asked],
    enabled: asked !== null,
    queryFn: () =>
      answer(api.GET('/api/v1/credentials/{id}/explain', { params: { path: { id }, query: asked ?? {} } })),
  });
}

const grantAt = ({ id, version }: Seen, to: string) => ({
  path: { id, to },
  header: { 'If-Match': `"${version}"` },
});

export function useShare(seen: Seen, onTakenBack?: (to: string) => void) {
  const queries = useQueryClient();
  return useAction({
    run: ({ to, level }: { to: string; level: GrantLevel }, signal) =>
      answer(api.PUT('/api/v1/credentials/{id}/grants/{to}', { params: grantAt(seen, to), body: { level }, signal })),
    onSettled: () => refreshCredentials(queries),
    onTakenBack: ({ to }) => onTakenBack?.(to),
  });
}

export const unshare = (seen: Seen, to: string, signal?: AbortSignal) =>
  answer(api.DELETE('/api/v1/credentials/{id}/grants/{to}', { params: grantAt(seen, to), signal }));

export function useUnshare(seen: Seen, onTakenBack?: (to: string) => void) {
  const queries = useQueryClient();
  return useAction({
    run: (to: string, signal) => unshare(seen, to, signal),
    onSettled: () => refreshCredentials(queries),
    onTakenBack,
  });
}

/** Whether it is shared with somebody, as it is now. */
export const isShared = (id: string, to: string) =>
  everyItem((query) => answer(api.GET('/api/v1/credentials/{id}/grants', { params: { path: { id }, query } }))).then(
    (grants) => grants.some(({ subject }) => subject.id === to),
  );

/** What stops when it is no longer shared; nothing is changed. */
export function useUnsharePreview(id: string, to: string) {
  return useQuery({
    // Not among what is read again after a change: then there is no share left to ask about.
    queryKey: ['unshare', id, to],
    gcTime: 0,
    queryFn: () =>
      answer(
        api.DELETE('/api/v1/credentials/{id}/grants/{to}', { params: { path: { id, to }, query: { preview: true } } }),
      ).then((preview) => preview as StopPreview),
  });
}
