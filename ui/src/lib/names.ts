import type { Connector, Environment } from '../api/types';
import { nameFaults as text } from '../text/form';

const longest = 80;

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
  // As the server counts: an emoji is one character.
  if ([...name].length > longest) return text.tooLong(longest);
  if (name.includes('/')) return text.slash;
  if (/\p{Cc}/u.test(name)) return text.control;
  return null;
}

/** Two letters that stand for a name: SG for SendGrid, GC for Google Cloud, Sl for Slack. */
export function monogram(name: string): string {
  const parts = name.match(/\p{Lu}\p{Ll}*|[\p{Ll}\p{N}]+/gu) ?? [];
  const [first = '', second] = parts;
  return second ? `${first.charAt(0)}${second.charAt(0)}`.toUpperCase() : first.slice(0, 2);
}
