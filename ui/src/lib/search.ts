/** The search part of an address with some parts set, and those that are empty left out. */
export function withParts(known: URLSearchParams, parts: Record<string, string | null | undefined>): URLSearchParams {
  const next = new URLSearchParams(known);
  for (const [name, value] of Object.entries(parts)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}
