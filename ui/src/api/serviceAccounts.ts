import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api, everyItem } from './client';
import { refreshCredentials } from './credentials';
import { isProblem } from './problem';
import type { ChangeServiceAccount, CreateServiceAccount, ServiceAccount } from './types';
import { useAction } from './useAction';

const key = ['service-accounts'];

const readServiceAccounts = () =>
  everyItem((query) => answer(api.GET('/api/v1/service-accounts', { params: { query } })));

/** Those that this person manages, by name; none for somebody who manages nothing. */
export function useServiceAccounts(enabled = true) {
  return useQuery({ queryKey: key, enabled, queryFn: readServiceAccounts });
}

/** Keys and shares name their service accounts too. */
function reread(queries: QueryClient) {
  void queries.invalidateQueries({ queryKey: key });
  void queries.invalidateQueries({ queryKey: ['api-keys'] });
  refreshCredentials(queries);
}

/** Of the version that was seen; any other is refused. */
const of = ({ id, version }: Pick<ServiceAccount, 'id' | 'version'>) => ({
  path: { id },
  header: { 'If-Match': `"${version}"` },
});

export const deleteServiceAccount = (account: Pick<ServiceAccount, 'id' | 'version'>, signal?: AbortSignal) =>
  answer(api.DELETE('/api/v1/service-accounts/{id}', { params: of(account), signal }));

/** The service accounts as they are now; everything on the screen that names them follows. */
export function useReadAccountsAgain() {
  const queries = useQueryClient();
  return async () => {
    const accounts = await readServiceAccounts();
    reread(queries);
    return accounts;
  };
}

export function useCreateServiceAccount(onTakenBack: (body: CreateServiceAccount) => void) {
  const queries = useQueryClient();
  return useAction({
    run: (body: CreateServiceAccount, signal) => answer(api.POST('/api/v1/service-accounts', { body, signal })),
    onSettled: () => reread(queries),
    onTakenBack,
  });
}

export function useChangeServiceAccount(account: ServiceAccount, onTakenBack: () => void) {
  const queries = useQueryClient();
  return useAction({
    run: (body: ChangeServiceAccount, signal) =>
      answer(api.PATCH('/api/v1/service-accounts/{id}', { params: of(account), body, signal })),
    onSettled: () => reread(queries),
    onTakenBack,
  });
}

export function useDeleteServiceAccount(account: ServiceAccount, onTakenBack: () => void) {
  const queries = useQueryClient();
  return useAction({
    run: (_: void, signal) => deleteServiceAccount(account, signal),
    // The caller looks what became of a call whose answer was lost, and then the lists follow.
    onSettled: (_, error) => {
      if (!isProblem(error) || error.status !== 0) reread(queries);
    },
    onTakenBack,
  });
}
