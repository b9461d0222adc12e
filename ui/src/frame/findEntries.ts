import Fuse from 'fuse.js';

export type Entry = {
  id: string;
  group: string;
  label: string;
  description?: string;
  /** Other words for it. */
  keywords?: string[];
  run: () => void;
};

/** How many of one group are shown: the others can still be reached through the first ones. */
const mostOfAGroup = 8;

/** A wrong, missing or swapped letter is forgiven; longer words forgive more. */
const forgiving = {
  keys: [
    { name: 'label', weight: 3 },
    { name: 'keywords', weight: 2 },
    { name: 'description', weight: 1 },
  ],
  threshold: 0.34,
  ignoreLocation: true,
  includeScore: true,
};

/** Entries that answer to what was typed, the best of each group first, and the group of the best one first. */
export function findEntries<E extends Entry>(entries: E[], typed: string): { group: string; entries: E[] }[] {
  const query = typed.trim();
  const found = query
    ? new Fuse(entries, forgiving)
        .search(query)
        .map(({ item, score = 1 }) => ({ item, score: exactness(item, query, score) }))
    : entries.map((item) => ({ item, score: 0 }));
  const groups = new Map<string, { item: E; score: number }[]>();
  for (const one of found.sort((a, b) => a.score - b.score))
    groups.set(one.item.group, [...(groups.get(one.item.group) ?? []), one]);
  return [...groups].map(([group, members]) => ({
    group,
    entries: members.slice(0, mostOfAGroup).map(({ item }) => item),
  }));
}

/** Who types a name or its beginning means it, whatever else resembles it. */
function exactness({ label }: Entry, query: string, score: number): number {
  const [name, wanted] = [label.toLowerCase(), query.toLowerCase()];
  if (name === wanted) return -2;
  return name.startsWith(wanted) ? -1 + score : score;
}
