import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, everyItem } from './client';
import { refreshCredentials } from './credentials';
import { isProblem } from './problem';
import type { ChangedOAuthApp, ChangeOAuthApp, CreateOAuthApp, OAuthApp, OAuthAppSecret } from './types';
import { useAction } from './useAction';

const key = ['oauth-apps'];

/** What is typed may hold a client secret. */
const holdsSecret = { gcTime: 0 };

const readOAuthApps = () => everyItem((query) => answer(api.GET('/api/v1/oauth/apps', { params: { query } })));

/** Those that this person may choose, by name. */
export function useOAuthApps(enabled = true) {
  return useQuery({ queryKey: key, enabled, queryFn: readOAuthApps });
}

type Seen = Pick<OAuthApp, 'id' | 'version'>;

/** Of the version that was seen; any other is refused. */
const of = ({ id, version }: Seen) => ({ path: { id }, header: { 'If-Match': `"${version}"` } });

export const deleteOAuthApp = (app: Seen, signal?: AbortSignal) =>
  answer(api.DELETE('/api/v1/oauth/apps/{id}', { params: of(app), signal }));

/** The OAuth apps as they are now; everything on the screen that names them follows. */
export function useReadAppsAgain() {
  const queries = useQueryClient();
  return async () => {
    const apps = await readOAuthApps();
    refreshCredentials(queries);
    return apps;
  };
}

/** A lost or cancelled call may have been carried out: what is shown is read again in any case. */
function useAppAction<Result, Variables = void>(
  run: (variables: Variables, signal: AbortSignal) => Promise<Result>,
  onTakenBack: (variables: Variables) => void,
) {
  const queries = useQueryClient();
  return useAction<Result, Variables>({
    ...holdsSecret,
    run,
    onTakenBack,
    onSettled: () => refreshCredentials(queries),
  });
}

export const useCreateOAuthApp = (onTakenBack: (body: CreateOAuthApp) => void) =>
  useAppAction((body: CreateOAuthApp, signal) => answer(api.POST('/api/v1/oauth/apps', { body, signal })), onTakenBack);

export const useChangeOAuthApp = (app: OAuthApp, onTakenBack: () => void) =>
  useAppAction<ChangedOAuthApp, ChangeOAuthApp>(
    (body, signal) => answer(api.PATCH('/api/v1/oauth/apps/{id}', { params: of(app), body, signal })),
    onTakenBack,
  );

export const useAddAppSecret = (app: Seen, onTakenBack: () => void) =>
  useAppAction(
    (body: OAuthAppSecret, signal) =>
      answer(api.POST('/api/v1/oauth/apps/{id}/secrets', { params: of(app), body, signal })),
    onTakenBack,
  );

export const useRemoveAppSecret = (app: Seen, onTakenBack: () => void) =>
  useAppAction((number: number, signal) => {
    const { path, header } = of(app);
    const params = { path: { ...path, number }, header };
    return answer(api.DELETE('/api/v1/oauth/apps/{id}/secrets/{number}', { params, signal }));
  }, onTakenBack);

export function useDeleteOAuthApp(app: OAuthApp, onTakenBack: () => void) {
  const queries = useQueryClient();
  return useAction({
    run: (_: void, signal) => deleteOAuthApp(app, signal),
    // The caller looks what became of a call whose answer was lost, and then the lists follow.
    onSettled: (_, error) => {
      if (!isProblem(error) || error.status !== 0) refreshCredentials(queries);
    },
    onTakenBack,
  });
}
