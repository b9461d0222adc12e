import type { Connector } from '../api/types';

/** How well a connector answers to what was typed: 0 not at all, more is better. */
export function serviceMatch(connector: Pick<Connector, 'id' | 'name' | 'searchWords'>, typed: string): number {
  const query = typed.trim().toLowerCase();
  if (!query) return 1;
  const words = query.split(/\s+/);
  return matchOf(connector, query) || Math.min(...words.map((word) => matchOf(connector, word)));
}

function matchOf(connector: Pick<Connector, 'id' | 'name' | 'searchWords'>, query: string): number {
  const name = connector.name.toLowerCase();
  if (name === query || connector.id === query) return 5;
  if (name.startsWith(query)) return 4;
  const others = [connector.id, ...connector.searchWords].map((word) => word.toLowerCase());
  if (others.some((word) => word.startsWith(query))) return 3;
  if (name.includes(query)) return 2;
  return others.some((word) => word.includes(query)) ? 1 : 0;
}

export function findServices<T extends Pick<Connector, 'id' | 'name' | 'searchWords'>>(
  connectors: T[],
  typed: string,
): T[] {
  return connectors
    .map((connector) => ({ connector, rank: serviceMatch(connector, typed) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ connector }) => connector);
}
