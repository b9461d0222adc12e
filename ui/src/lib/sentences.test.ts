import { describe, expect, it } from 'vitest';
import { sentence, words } from './sentences';

describe('words', () => {
  it.each([
    ['graceHours', 'grace hours'],
    ['scope_changed', 'scope changed'],
    ['purpose', 'purpose'],
  ])('reads %j as %j', (name, read) => {
    expect(words(name)).toBe(read);
  });
});

describe('sentence', () => {
  it('begins with a capital and leaves the rest', () => {
    expect(sentence('rotate by 3 Feb')).toBe('Rotate by 3 Feb');
    expect(sentence('')).toBe('');
  });
});
