/** Searches for what became of cancelled calls, by what the calls were about. */
const running = new Map<string, AbortController>();

/** A credential that was to be made has no id yet: its name is unique. */
export const madeUnder = (name: string) => `made ${name.trim()}`;

/** The same for a service account, whose name is another's business. */
export const accountMadeUnder = (name: string) => `made service account ${name.trim()}`;

/** The same for an OAuth app. */
export const appMadeUnder = (name: string) => `made oauth app ${name.trim()}`;

/** The same for an API key. */
export const keyMadeUnder = (name: string) => `made api key ${name.trim()}`;

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

const subjects = /^\/api\/v1\/(credentials|service-accounts|api-keys|oauth\/apps)(?:\/([^/]+))?(?:\/([^/]+))?(?:\/|$)/;

const madeUnderOf = {
  credentials: madeUnder,
  'service-accounts': accountMadeUnder,
  'api-keys': keyMadeUnder,
  'oauth/apps': appMadeUnder,
};

/** What a changing call is about; null for one that changes none of these. */
function subjectOf({ url }: Request, body: string): string | null {
  const { pathname, searchParams } = new URL(url);
  const [found, kind, id, part] = subjects.exec(pathname) ?? [];
  if (found === undefined || id === 'test' || part === 'test') return null;
  if (searchParams.get('preview') === 'true') return null;
  if (id !== undefined && part !== 'duplicate') return id;
  const { name } = JSON.parse(body) as { name?: string };
  if (name === undefined) return null;
  return madeUnderOf[kind as keyof typeof madeUnderOf](name);
}

/**
 * A new change of a credential, a service account, an OAuth app or an API key ends the search for what became of an
 * earlier one: from then on, what is seen may be the work of the new one.
 */
export function endLooking(changing: Request, body: string) {
  const subject = subjectOf(changing, body);
  if (subject !== null) stopLooking(subject);
}
