import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from './client';
import type { components } from './schema';
import { useAction } from './useAction';

export type NewHandoff = components['schemas']['NewHandoff'];
export type BegunHandoff = components['schemas']['BegunHandoff'];
export type Handoff = components['schemas']['HandoffProgress'];

/** How often the dialog asks whether the person has come back. */
const pollMillis = 1_500;

export const useBeginHandoff = () =>
  useAction({
    // The fields may hold a client secret.
    gcTime: 0,
    run: (body: NewHandoff, signal) => answer(api.POST('/api/v1/oauth/handoffs', { body, signal })),
  });

/** How far a hand-off is; asked again while the person is at the service. */
export function useHandoff(id: string | null) {
  return useQuery({
    queryKey: ['handoff', id],
    enabled: id !== null,
    gcTime: 0,
    refetchInterval: ({ state: { data } }) => (!data || data.state === 'waiting' ? pollMillis : false),
    queryFn: () => answer(api.GET('/api/v1/oauth/handoffs/{id}', { params: { path: { id: id ?? '' } } })),
  });
}

export const cancelHandoff = (id: string) =>
  answer(api.DELETE('/api/v1/oauth/handoffs/{id}', { params: { path: { id } } }));

/** Says what an account is used for, where the service asks. */
export function useChoose(id: string | null) {
  const queries = useQueryClient();
  return useAction({
    run: (choice: string, signal) =>
      answer(
        api.POST('/api/v1/oauth/handoffs/{id}/choice', {
          params: { path: { id: id ?? '' } },
          body: { choice },
          signal,
        }),
      ),
    onSuccess: (progress) => queries.setQueryData<Handoff>(['handoff', id], progress),
    // It may have been chosen although the answer was lost.
    onError: () => void queries.invalidateQueries({ queryKey: ['handoff', id] }),
  });
}
