import { describe, expect, it } from 'vitest';
import { daysUntil, relativeTime } from './time';

const now = Date.parse('2026-11-20T12:00:00Z');

describe('relativeTime', () => {
  it.each([
    ['2026-11-20T11:59:40Z', 'just now'],
    ['2026-11-20T11:58:00Z', '2 min ago'],
    ['2026-11-20T11:00:00Z', '1 h ago'],
    ['2026-11-19T12:00:00Z', 'yesterday'],
    ['2026-11-16T12:00:00Z', '4 d ago'],
    ['2026-11-20T12:41:00Z', 'in 41 min'],
    ['2026-11-20T12:59:40Z', 'in 1 h'],
    ['2026-11-21T11:59:40Z', 'in 1 d'],
    ['2026-11-21T12:00:00Z', 'in 1 d'],
    ['2026-11-19T12:00:20Z', 'yesterday'],
    ['2026-11-29T12:00:00Z', 'in 9 d'],
    ['2026-10-12T12:00:00Z', '12 Oct'],
    ['2027-02-03T12:00:00Z', '3 Feb 2027'],
  ])('%s is %s', (iso, words) => {
    expect(relativeTime(iso, now)).toBe(words);
  });
});

describe('daysUntil', () => {
  it('counts a begun day as a day', () => {
    expect(daysUntil('2026-11-29T11:00:00Z', now)).toBe(9);
  });
});
