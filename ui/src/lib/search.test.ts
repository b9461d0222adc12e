import { describe, expect, it } from 'vitest';
import { withParts } from './search';

describe('withParts', () => {
  it('sets, replaces, removes, and leaves the rest', () => {
    const known = new URLSearchParams('status=failing&q=slack&sort=name');
    expect(withParts(known, { q: 'github', status: null, sort: '', scope: 'personal' }).toString()).toBe(
      'q=github&scope=personal',
    );
  });

  it('does not change what it was given', () => {
    const known = new URLSearchParams('q=slack');
    withParts(known, { q: null });
    expect(known.toString()).toBe('q=slack');
  });
});
