import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { AuditFilter } from '../../api/audit';
import { endOfDay, startOfDay } from '../../lib/days';
import { withParts } from '../../lib/search';

const names = ['from', 'to', 'actor', 'action', 'target'] as const;

const none = Object.fromEntries(names.map((name) => [name, null]));

export type AuditFilterName = (typeof names)[number];

/** The address holds days; the server is asked by instants of this person's days. */
export function useAuditFilters() {
  const [search, setSearch] = useSearchParams();
  const address = search.toString();

  const query = useMemo<AuditFilter>(() => {
    const known = new URLSearchParams(address);
    const get = (name: AuditFilterName) => known.get(name) ?? undefined;
    const from = get('from');
    const to = get('to');
    return {
      from: from && startOfDay(from),
      to: to && endOfDay(to),
      actor: get('actor'),
      action: get('action'),
      target: get('target'),
    };
  }, [address]);

  const set = (name: AuditFilterName, value: string | null) =>
    setSearch((known) => withParts(known, { [name]: value }), { replace: true });
  const clear = () => setSearch((known) => withParts(known, none));
  return {
    get: (name: AuditFilterName) => search.get(name) ?? '',
    query,
    set,
    clear,
    any: names.some((name) => search.has(name)),
  };
}

export type AuditFiltersState = ReturnType<typeof useAuditFilters>;
