import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer, everyItem, send } from './client';
import { identity } from './confirmation';
import { ApiProblem } from './problem';

const calls: { method: string; csrf: string | null; body: string }[] = [];
let answers: Response[] = [];

const refusal = () => Response.json({ code: 'fresh_sign_in_required', status: 403, title: 'Confirm' }, { status: 403 });
const post = () => new Request('http://mortise.test/api/v1/api-keys', { method: 'POST', body: '{"name":"engine"}' });

beforeEach(() => {
  calls.length = 0;
  vi.stubGlobal('document', { cookie: 'theme=dark; mortise_csrf=a%2Bb=' });
  vi.stubGlobal('fetch', async (request: Request) => {
    calls.push({ method: request.method, csrf: request.headers.get('X-CSRF-Token'), body: await request.text() });
    return answers.shift() ?? new Response(null, { status: 204 });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  answers = [];
});

describe('send', () => {
  it('repeats the raw value of the cookie on writing calls', async () => {
    await send(post());
    expect(calls[0]?.csrf).toBe('a%2Bb=');
  });

  it('sends no token on reading calls', async () => {
    await send(new Request('http://mortise.test/api/v1/me'));
    expect(calls[0]?.csrf).toBeNull();
  });

  it('repeats the call, body and all, once the person has confirmed', async () => {
    answers = [refusal(), Response.json({ id: 'key_1' }, { status: 201 })];
    const stop = identity.onAsked(() => Promise.resolve(true));
    const response = await send(post());
    stop();
    expect(response.status).toBe(201);
    expect(calls.map(({ body }) => body)).toEqual(['{"name":"engine"}', '{"name":"engine"}']);
  });

  it('repeats every call that waited for the one confirmation', async () => {
    answers = [refusal(), refusal()];
    let confirm: (confirmed: boolean) => void = () => undefined;
    const ask = vi.fn(() => new Promise<boolean>((resolve) => (confirm = resolve)));
    const stop = identity.onAsked(ask);
    const both = Promise.all([send(post()), send(post())]);
    await vi.waitFor(() => expect(ask).toHaveBeenCalledOnce());
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    confirm(true);
    expect((await both).map(({ status }) => status)).toEqual([204, 204]);
    expect(calls).toHaveLength(4);
    expect(ask).toHaveBeenCalledOnce();
    stop();
  });

  it('leaves the refusal when the person gives up', async () => {
    answers = [refusal()];
    const stop = identity.onAsked(() => Promise.resolve(false));
    const response = await send(post());
    stop();
    expect(response.status).toBe(403);
    expect(calls).toHaveLength(1);
  });
});

describe('answer', () => {
  it('throws what the server refused', async () => {
    const error = { code: 'credential_in_use', detail: 'In use.', flows: [{ id: 'flow_1', name: 'Nightly export' }] };
    const refused = answer(Promise.resolve({ error, response: new Response(null, { status: 409 }) }));
    await expect(refused).rejects.toMatchObject({
      code: 'credential_in_use',
      status: 409,
      message: 'In use.',
      flows: error.flows,
    });
  });

  it('tells a server that cannot be reached from one that refuses', async () => {
    const lost = answer(Promise.reject(new TypeError('Failed to fetch')));
    await expect(lost).rejects.toBeInstanceOf(ApiProblem);
    await expect(lost).rejects.toMatchObject({ status: 0, code: 'network' });
  });
});

describe('everyItem', () => {
  it('goes on from where the page before ended', async () => {
    const pages = [
      { items: ['a', 'b'], next: 'after b' },
      { items: ['c'], next: null },
    ];
    const asked: (string | undefined)[] = [];

    const items = await everyItem(({ cursor }) => {
      asked.push(cursor);
      return Promise.resolve(pages.shift() ?? { items: [], next: null });
    });

    expect(items).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual([undefined, 'after b']);
  });
});
