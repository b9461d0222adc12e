import { describe, expect, it } from 'vitest';
import { commandKeyOf } from './keys';

describe('commandKeyOf', () => {
  it.each([
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', '⌘'],
    ['Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)', '⌘'],
    ['Mozilla/5.0 (X11; Linux x86_64)', 'Ctrl'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'Ctrl'],
    ['', 'Ctrl'],
  ])('on %j is %j', (platform, key) => {
    expect(commandKeyOf(platform)).toBe(key);
  });
});
