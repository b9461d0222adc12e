// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { backend, json, networkFails } from '../testing/backend';
import { answer, api } from './client';

describe('a call whose answer was lost for good', () => {
  it('is the same call to the server when the person makes it again, and another once it was answered', async () => {
    let reached = false;
    const { calls } = backend({
      'POST /api-keys': () => (reached ? json({ id: 'key_1' }, 201) : networkFails()),
    });
    const create = () => answer(api.POST('/api/v1/api-keys', { body: { name: 'engine', scopes: [] } }));
    await expect(create()).rejects.toMatchObject({ status: 0 });
    reached = true;

    await create();
    await create();

    const keys = calls.map(({ headers }) => headers.get('Idempotency-Key'));
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(keys[3]).not.toBe(keys[0]);
  });
});
