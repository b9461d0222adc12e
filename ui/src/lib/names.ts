import type { Connector, Environment } from '../api/types';

/** A name from service and environment, such as `github-prod`. */
export function suggestName(connector: Pick<Connector, 'id'>, environment: Environment | null): string {
  const service = connector.id.replace(/^own\./, '');
  return environment ? `${service}-${environment}` : service;
}

/** The first of `base`, `base-2`, `base-3`, … that nobody has, ignoring case as the server does. */
export function firstFreeName(base: string, taken: Iterable<string>): string {
  const used = new Set([...taken].map((name) => name.toLowerCase()));
  if (!used.has(base.toLowerCase())) return base;
  let number = 2;
  while (used.has(`${base}-${number}`.toLowerCase())) number += 1;
  return `${base}-${number}`;
}

/** Null when the name may be used. */
export function nameFault(name: string): string | null {
  if (name.length > 80) return 'At most 80 characters.';
  if (name.includes('/')) return 'A name has no “/”.';
  if (/\p{Cc}/u.test(name)) return 'A name has no control characters.';
  return null;
}
