import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { markSignedIn } from '../lib/signedInMark';
import { answer, api, everyItem } from './client';
import type { Me, SetupRequest } from './types';
import { useAction } from './useAction';

export const meKey = ['me'];

/** What was sent would stay in the cache of mutations for minutes; with gcTime 0 it goes with its form. */
const holdsPassword = { gcTime: 0 };

export function useHealth(enabled: boolean) {
  return useQuery({ queryKey: ['health'], enabled, queryFn: () => answer(api.GET('/api/v1/health')) });
}

export const meQuery = queryOptions({
  queryKey: meKey,
  staleTime: 300_000,
  queryFn: () => answer(api.GET('/api/v1/me')),
});

export function useMe() {
  return useQuery(meQuery);
}

/** Ends the checklist of the first run for the whole organization. */
export function useFinishFirstSteps() {
  const queries = useQueryClient();
  return useAction({
    run: (_: void, signal) => answer(api.DELETE('/api/v1/first-steps', { signal })),
    onSuccess: () => queries.setQueryData<Me>(meKey, (known) => known && { ...known, firstSteps: false }),
  });
}

/** For screens inside the frame, which is shown only once `me` is known. */
export function useSignedIn(): Me {
  const me = useMe().data;
  if (!me) throw new Error('Used outside the frame');
  return me;
}

export function useSetup() {
  return useAction({
    ...holdsPassword,
    run: (body: SetupRequest, signal) => answer(api.POST('/api/v1/setup', { body, signal })),
  });
}

export function useSignIn() {
  const queries = useQueryClient();
  return useAction({
    ...holdsPassword,
    run: (body: { email: string; password: string }, signal) => answer(api.POST('/api/v1/session', { body, signal })),
    onSuccess: () => queries.resetQueries({ queryKey: meKey }),
  });
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/session')),
    onSuccess: () => markSignedIn(false),
  });
}

/** Proves that it is still the same person. */
export function useConfirmPassword() {
  return useAction({
    ...holdsPassword,
    run: (password: string, signal) => answer(api.POST('/api/v1/session/confirm', { body: { password }, signal })),
  });
}

/** Signs the same person in again without reading anything again: what is on the screen stays. */
export function useSignInAgain() {
  const { user } = useSignedIn();
  return useAction({
    ...holdsPassword,
    run: (password: string, signal) =>
      answer(api.POST('/api/v1/session', { body: { email: user.email ?? '', password }, signal })),
  });
}

export function useMembers(enabled = true) {
  return useQuery({
    queryKey: ['members'],
    enabled,
    queryFn: () => everyItem((query) => answer(api.GET('/api/v1/members', { params: { query } }))),
  });
}

const sessionsKey = ['sessions'];

export function useSessions() {
  return useQuery({
    queryKey: sessionsKey,
    queryFn: () => everyItem((query) => answer(api.GET('/api/v1/me/sessions', { params: { query } }))),
  });
}

export function useEndSession() {
  const queries = useQueryClient();
  return useAction({
    run: (id: string, signal) => answer(api.DELETE('/api/v1/me/sessions/{id}', { params: { path: { id } }, signal })),
    // Also after a failure: the session may have ended before.
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  });
}

export function useEndOtherSessions() {
  const queries = useQueryClient();
  return useAction({
    run: (_: void, signal) => answer(api.DELETE('/api/v1/me/sessions', { signal })),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  });
}

export function useChangePassword() {
  const queries = useQueryClient();
  return useAction({
    ...holdsPassword,
    run: (body: { password: string; newPassword: string }, signal) =>
      answer(api.PUT('/api/v1/me/password', { body, signal })),
    // The new password ended all other sessions.
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  });
}

export function useChangeProfile() {
  const queries = useQueryClient();
  return useAction({
    ...holdsPassword,
    run: (body: { name?: string; email?: string; password?: string }, signal) =>
      answer(api.PATCH('/api/v1/me', { body, signal })),
    // A call that was cancelled or lost may have been carried out.
    onError: () => queries.invalidateQueries({ queryKey: meKey }),
    onSuccess: (me) => {
      queries.setQueryData(meKey, me);
      // Lists of people show the name too.
      void queries.invalidateQueries({ queryKey: ['members'] });
    },
  });
}
