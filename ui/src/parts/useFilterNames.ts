import { useConnectors } from '../api/connectors';
import { useSignedIn } from '../api/session';
import { statuses, statusName } from '../lib/status';
import { oauthAppWord, quoted, scopes, typeGroups } from '../text/common';

/** The filters of a list's address in words, such as "Workspace", "PostgreSQL" and "“orders”". */
export function useFilterNames(search: URLSearchParams): string[] {
  const connectors = useConnectors().data ?? [];
  const { workspaces } = useSignedIn();
  const named = <T extends { id: string; name: string }>(known: T[], id: string) =>
    known.find((one) => one.id === id)?.name ?? id;
  const words: Record<string, (value: string) => string | undefined> = {
    workspace: (id) => named(workspaces, id),
    q: quoted,
    scope: (scope) => scopes[scope as keyof typeof scopes],
    type: (type) => typeGroups.find(({ value }) => value === type)?.label,
    connector: (id) => named(connectors, id),
    app: () => oauthAppWord,
    status: (status) => statuses.filter((known) => known === status).map(statusName)[0],
  };
  return Object.entries(words).flatMap(([name, word]) => {
    const value = search.get(name);
    return (value && word(value)) || [];
  });
}
