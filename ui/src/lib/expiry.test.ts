import { expect, test } from 'vitest';
import { endOfDay } from './days';
import { earlierPresets, expiresAt } from './expiry';

const now = Date.parse('2026-11-28T12:00:00Z');

test('a preset ends with the day that is so many days ahead', () => {
  expect(expiresAt('30', '', now)).toBe(endOfDay('2026-12-28'));
  expect(expiresAt('365', '', now)).toBe(endOfDay('2027-11-28'));
});

test('an own day ends with that day, and nothing is sent before one is chosen', () => {
  expect(expiresAt('date', '2027-02-03', now)).toBe(endOfDay('2027-02-03'));
  expect(expiresAt('date', '', now)).toBeUndefined();
});

test('never is null, and as before is left out', () => {
  expect(expiresAt('none', '2027-02-03', now)).toBeNull();
  expect(expiresAt('keep', '2027-02-03', now)).toBeUndefined();
});

test('only presets that narrow are offered for a key that expires', () => {
  expect(earlierPresets(endOfDay('2026-12-27'), now)).toEqual([]);
  expect(earlierPresets(endOfDay('2027-03-01'), now)).toEqual(['30', '90']);
  expect(earlierPresets(null, now)).toEqual(['30', '90', '365']);
});
