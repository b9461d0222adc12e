import { describe, expect, it } from 'vitest';
import { duration, tokenLife } from './tokenLife';

const start = Date.parse('2026-11-01T10:00:00Z');
const facts = {
  tokenIssuedAt: '2026-11-01T10:00:00Z',
  tokenExpiresAt: '2026-11-01T11:00:00Z',
  nextRefreshAt: '2026-11-01T10:54:00Z',
};
const minutes = (count: number) => start + count * 60_000;

describe('tokenLife', () => {
  it.each([
    [-5, { elapsed: 0, left: 65 * 60_000 }],
    [15, { elapsed: 0.25, refresh: 0.9, left: 45 * 60_000, untilRefresh: 39 * 60_000 }],
    [55, { untilRefresh: -60_000 }],
    [90, { elapsed: 1, left: -30 * 60_000 }],
  ])('after %i minutes of an hour', (after, expected) => {
    expect(tokenLife(facts, minutes(after))).toMatchObject(expected);
  });

  it('is not known where the service does not say when a token ends', () => {
    expect(tokenLife({ ...facts, tokenExpiresAt: null }, start)).toBeNull();
  });

  it('has no refresh where none is planned, or only after its end', () => {
    expect(tokenLife({ ...facts, nextRefreshAt: null }, start)?.refresh).toBeNull();
    expect(tokenLife({ ...facts, nextRefreshAt: '2026-11-01T12:00:00Z' }, start)?.refresh).toBeNull();
  });
});

it.each([
  [1, '1 s'],
  [59_000, '59 s'],
  [60_000, '1 min'],
  [42 * 60_000, '42 min'],
  [-42 * 60_000, '42 min'],
  [59.6 * 60_000, '1 h'],
  [26 * 3_600_000, '1 d'],
])('tells %i milliseconds as %s', (millis, words) => {
  expect(duration(millis)).toBe(words);
});
