import { vi } from 'vitest';

export type Call = {
  method: string;
  path: string;
  search: string;
  headers: Headers;
  body: unknown;
  signal: AbortSignal;
};
type Answer = Response | Promise<Response>;

export const json = (body: unknown, status = 200) => Response.json(body as object, { status });

export const problem = (status: number, code: string, more: object = {}) =>
  json({ status, code, title: code, ...more }, status);

/** An answer that comes when the test says so, or never; it ends with the call that waits for it. */
export function later(): { answer: (call: Call) => Promise<Response>; come: (response: Response) => void } {
  let come: (response: Response) => void = () => undefined;
  const coming = new Promise<Response>((resolve) => (come = resolve));
  return {
    come: (response) => come(response),
    answer: ({ signal }) =>
      Promise.race([
        coming,
        new Promise<never>((_, reject) =>
          signal.addEventListener('abort', () => reject(new DOMException('Taken back', 'AbortError'))),
        ),
      ]),
  };
}

export const networkFails = () => Promise.reject(new TypeError('Failed to fetch'));

/** Stands in for the network: answers by method and path, and remembers what was asked. */
export function backend(routes: Record<string, (call: Call) => Answer>) {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const text = await request.clone().text();
    const call: Call = {
      method: request.method,
      path: pathname,
      search,
      headers: request.headers,
      body: text ? JSON.parse(text) : undefined,
      signal: request.signal,
    };
    calls.push(call);
    const route = routes[`${request.method} ${pathname.replace('/api/v1', '')}`];
    return route ? route(call) : problem(404, 'not_found');
  });
  return { calls, of: (method: string) => calls.filter((call) => call.method === method) };
}
