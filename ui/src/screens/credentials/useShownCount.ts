import { useConnectors } from '../../api/connectors';
import { useCredentials } from '../../api/credentials';
import type { CredentialSummary } from '../../api/types';
import { grouped } from '../../lib/numbers';
import { credentials as text } from '../../text/credentials';
import { shownServices } from './ServiceCards';
import type { Filters } from './useFilters';

/** The number of credentials, and where filters hide some, how many of them are shown: "7 of 63". */
export function useShownCount(filters: Filters, summary: CredentialSummary | undefined): string | undefined {
  const { filter, view, narrowed } = filters;
  const byService = view === 'service';
  const connectors = useConnectors().data;
  const list = useCredentials({ ...filter, sort: filter.sort ?? 'name' }, !byService);
  if (!summary) return undefined;
  const all = grouped(summary.total);
  if (!narrowed) return all;
  const shown = byService ? inCards(shownServices(connectors ?? [], summary, filter), summary) : totalOf(list.data);
  return shown === undefined ? all : text.of(shown, all);
}

type Pages = { pages: { total?: number; items: unknown[]; next: string | null }[] };

/** Beyond what the server counts it is known only that there are more. */
function totalOf(list: Pages | undefined): string | undefined {
  const first = list?.pages[0];
  if (!first) return undefined;
  return first.total === undefined ? text.atLeast(grouped(10_000)) : grouped(first.total);
}

function inCards(services: { id: string }[], { byConnector }: CredentialSummary): string {
  return grouped(services.reduce((sum, { id }) => sum + (byConnector[id] ?? 0), 0));
}
