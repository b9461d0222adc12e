import createClient from 'openapi-fetch';
import { common as text } from '../text/common';
import { confirmations, confirmIdentity } from './confirmation';
import { ApiProblem } from './problem';
import type { paths } from './schema';
import type { Problem } from './types';

const readOnly = new Set(['GET', 'HEAD']);

function csrfToken(): string {
  return /(?:^|; )mortise_csrf=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}

function withCsrf(request: Request): Request {
  if (!readOnly.has(request.method)) request.headers.set('X-CSRF-Token', csrfToken());
  return request;
}

async function asksForFreshSignIn(response: Response): Promise<boolean> {
  if (response.status !== 403) return false;
  const problem = (await response
    .clone()
    .json()
    .catch(() => ({}))) as Partial<Problem>;
  return problem.code === 'fresh_sign_in_required';
}

/** Every call passes here: it proves where it comes from, and is repeated once after a fresh sign-in. */
export async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const sentUnder = confirmations();
  const response = await fetch(withCsrf(request));
  if ((await asksForFreshSignIn(response)) && (await confirmIdentity(sentUnder))) return fetch(withCsrf(again));
  return response;
}

export const api = createClient<paths>({ baseUrl: '', fetch: send });

/** The data of a call, or an ApiProblem thrown. */
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const result = await call.catch(() => {
    throw new ApiProblem({
      status: 0,
      code: 'network',
      detail: text.serverLost,
    });
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
