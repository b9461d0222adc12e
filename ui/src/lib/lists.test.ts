import { expect, it } from 'vitest';
import { eachValue } from './lists';

it.each([
  [['a b'], ['a', 'b']],
  [[' a,b\nc '], ['a', 'b', 'c']],
  [
    ['a', 'b a'],
    ['a', 'b'],
  ],
  [[' '], []],
])('takes %j apart into %j', (typed, values) => {
  expect(eachValue(typed)).toEqual(values);
});
