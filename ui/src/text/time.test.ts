import { expect, it } from 'vitest';
import { rotate } from './dialogs';
import { rotateKey } from './settings';

it.each([
  [1, '1 hour'],
  [12, '12 hours'],
  [24, '1 day'],
  [168, '7 days'],
])('names %i hours alike for the secret of a credential and the token of a key', (hours, words) => {
  expect(rotate.hours(hours)).toBe(words);
  expect(rotateKey.hours(hours)).toBe(words);
});
