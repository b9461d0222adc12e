import type { Middleware } from 'openapi-fetch';

/** Searches for what became of cancelled calls, by what the calls were about. */
const running = new Map<string, AbortController>();

/** A credential that was to be made has no id yet: its name is unique. */
export const madeUnder = (name: string) => `made ${name.trim()}`;

export type Looking = {
  /** Tells when a later action on the same subject has ended the search. */
  ended: AbortSignal;
  /** The search is over: its result stays told, whatever is done afterwards. */
  finish: () => void;
};

export function startLooking(subject: string): Looking {
  stopLooking(subject);
  const search = new AbortController();
  running.set(subject, search);
  const finish = () => {
    if (running.get(subject) === search) running.delete(subject);
  };
  return { ended: search.signal, finish };
}

function stopLooking(subject: string) {
  running.get(subject)?.abort();
  running.delete(subject);
}

const readOnly = new Set(['GET', 'HEAD']);

/** What a call changes; null for one that changes no credential. */
async function subjectOf(request: Request, path: string, id: string | undefined): Promise<string | null> {
  if (readOnly.has(request.method) || path.endsWith('/test')) return null;
  if (new URL(request.url).searchParams.get('preview') === 'true') return null;
  if (path === '/api/v1/credentials' || path.endsWith('/duplicate')) {
    const { name } = (await request.clone().json()) as { name?: string };
    return name === undefined ? null : madeUnder(name);
  }
  return path.startsWith('/api/v1/credentials/{id}') && id !== undefined ? id : null;
}

/**
 * A new change of a credential ends the search for what became of an earlier one: from then on, what is seen may be the
 * work of the new one.
 */
export const endsLooking: Middleware = {
  async onRequest({ request, schemaPath, params }) {
    const subject = await subjectOf(request, schemaPath, params.path?.id as string | undefined);
    if (subject !== null) stopLooking(subject);
  },
};
