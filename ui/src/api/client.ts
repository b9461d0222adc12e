import createClient from 'openapi-fetch';
import { common as text } from '../text/common';
import { identity, session, type Question } from './confirmation';
import { endLooking } from './lookings';
import { ApiProblem, isProblem } from './problem';
import type { paths } from './schema';
import type { Problem } from './types';

const readOnly = new Set(['GET', 'HEAD']);

/** Seconds until an answer counts as lost. What asks a service waits for that service too. */
const patience = { reading: 30, changing: 60 };

/** Calls that end a session or begin one. Their 401 is about what was typed. */
const signsIn = /\/api\/v1\/(session(\/confirm)?|setup)$/;

/** Calls that change nothing, however often they are repeated. */
const harmless = /\/(test|verify)$/;

function csrfToken(): string {
  return /(?:^|; )mortise_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}

/** The answer did not come: whether the server did anything is not known. */
function lost(seconds?: number): ApiProblem {
  return seconds === undefined
    ? new ApiProblem({ status: 0, code: 'network', detail: text.serverLost })
    : new ApiProblem({ status: 0, code: 'timeout', detail: text.tooSlow(seconds) });
}

async function attempt(request: Request): Promise<Response> {
  if (!readOnly.has(request.method)) request.headers.set('X-CSRF-Token', csrfToken());
  const seconds = readOnly.has(request.method) ? patience.reading : patience.changing;
  const late = AbortSignal.timeout(seconds * 1000);
  try {
    return await fetch(new Request(request, { signal: AbortSignal.any([request.signal, late]) }));
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw lost(late.aborted ? seconds : undefined);
  }
}

const pause = (millis: number) => new Promise((resolve) => setTimeout(resolve, millis));

/**
 * A repeated `POST` with the same Idempotency-Key does nothing twice and answers what became of the first: so a lost
 * answer is asked for again before anybody is told that it was lost. While the first is under way, the answer is 429.
 */
async function attemptUntilKnown(request: Request): Promise<Response> {
  if (!request.headers.has('Idempotency-Key')) return attempt(request);
  const again = request.clone();
  try {
    return await attempt(request);
  } catch (error) {
    if (!isProblem(error)) throw error;
  }
  let response = await attempt(again.clone());
  for (let left = 5; response.status === 429 && left > 0; left--) {
    await pause(1_000);
    response = await attempt(again.clone());
  }
  return response;
}

async function codeOf(response: Response): Promise<string | undefined> {
  const problem = (await response
    .clone()
    .json()
    .catch(() => ({}))) as Partial<Problem>;
  return problem.code;
}

/** What has to be asked before a refused call may be repeated. */
async function questionOf(request: Request, response: Response): Promise<Question | null> {
  if (signsIn.test(new URL(request.url).pathname)) return null;
  if (response.status === 401) return session;
  return response.status === 403 && (await codeOf(response)) === 'fresh_sign_in_required' ? identity : null;
}

/**
 * Every call passes here: it proves where it comes from, ends at a time-out, and is repeated after a sign-in that the
 * server asked for.
 */
export async function send(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (readOnly.has(request.method) || signsIn.test(pathname) || harmless.test(pathname)) return sendAsked(request);
  if (request.method !== 'POST') {
    endLooking(request, '');
    return sendAsked(request);
  }
  const body = await request.clone().text();
  endLooking(request, body);
  const call = await nameOf(request, body);
  const key = unanswered.get(call) ?? crypto.randomUUID();
  request.headers.set('Idempotency-Key', key);
  try {
    const response = await sendAsked(request);
    unanswered.delete(call);
    return response;
  } catch (error) {
    if (isProblem(error)) unanswered.set(call, key);
    throw error;
  }
}

/** The keys of calls whose answers were lost: the same call, made once more by the person, is the same call to the server. */
const unanswered = new Map<string, string>();

/** Names a call by what it asks for. Only a hash is kept: the body may hold a secret. */
async function nameOf({ url, headers }: Request, body: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body));
  return `${url} ${headers.get('If-Match')} ${new Uint8Array(hash).join()}`;
}

async function sendAsked(request: Request): Promise<Response> {
  let waiting = request;
  for (let question = 0; question < 2; question++) {
    const again = waiting.clone();
    const sentUnder = { identity: identity.confirmations(), session: session.confirmations() };
    const response = await attemptUntilKnown(waiting);
    const asks = await questionOf(request, response);
    if (!asks) return response;
    const yes = await asks.confirm(
      asks === session ? sentUnder.session : sentUnder.identity,
      !readOnly.has(request.method),
    );
    if (!yes || request.signal.aborted) return response;
    waiting = again;
  }
  return attemptUntilKnown(waiting);
}

export const api = createClient<paths>({ baseUrl: '', fetch: send });

/** The data of a call, or an ApiProblem thrown. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const result = await call.catch((error: unknown) => {
    // Who took the call back wants no sentence about it.
    if (error instanceof ApiProblem || (error instanceof DOMException && error.name === 'AbortError')) throw error;
    throw lost();
  });
  if (!result.response.ok) throw problemOf(result.error, result.response);
  return result.data as T;
}

type Paged<T> = { items: T[]; next: string | null };
type Paging = { limit: number; cursor?: string };

/** Every item of a list that no organization has thousands of, read page by page. */
export async function everyItem<T>(page: (paging: Paging) => Promise<Paged<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const read = await page({ limit: 200, cursor });
    items.push(...read.items);
    cursor = read.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

function problemOf(body: unknown, response: Response): ApiProblem {
  const problem = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {};
  return new ApiProblem({ title: text.serverAnswered(response.status), ...problem, status: response.status });
}
