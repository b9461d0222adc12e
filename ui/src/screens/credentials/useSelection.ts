import { useMemo, useState } from 'react';
import type { Credential } from '../../api/types';

/** What is ticked, among what is shown: a credential that falls out of the list falls out of the selection. */
export function useSelection(items: Credential[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(() => items.filter(({ id }) => ids.has(id)), [items, ids]);

  return {
    chosen,
    has: (id: string) => ids.has(id),
    all: chosen.length > 0 && chosen.length === items.length,
    toggle: (id: string) =>
      setIds((known) => {
        const next = new Set(known);
        if (!next.delete(id)) next.add(id);
        return next;
      }),
    toggleAll: () => setIds(chosen.length === items.length ? new Set() : new Set(items.map(({ id }) => id))),
    clear: () => setIds(new Set()),
  };
}

export type Selection = ReturnType<typeof useSelection>;
