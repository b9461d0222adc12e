import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { CredentialFilter } from '../../api/credentials';
import { withParts } from '../../lib/search';

const filterNames = ['q', 'scope', 'type', 'connector', 'status', 'workspace', 'app', 'sort'] as const;

export type FilterName = (typeof filterNames)[number] | 'view';

/** The filters, as the address has them. */
export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const address = search.toString();

  const filter = useMemo(() => {
    const known = new URLSearchParams(address);
    return Object.fromEntries(
      filterNames.flatMap((name) => (known.get(name) ? [[name, known.get(name)]] : [])),
    ) as CredentialFilter;
  }, [address]);

  const set = useCallback(
    (changes: Partial<Record<FilterName, string | null>>) =>
      setSearch((known) => withParts(known, changes), { replace: 'q' in changes }),
    [setSearch],
  );

  const clear = () => set({ q: null, scope: null, type: null, connector: null, status: null, app: null });
  const { q, scope, type, connector, status, app } = filter;
  const narrowed = Boolean(q ?? scope ?? type ?? connector ?? status ?? app);
  return { filter, set, clear, narrowed, view: search.get('view') ?? 'list' };
}

export type Filters = ReturnType<typeof useFilters>;
