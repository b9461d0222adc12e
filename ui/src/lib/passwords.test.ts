import { describe, expect, it } from 'vitest';
import { newPasswordFault } from './passwords';

describe('newPasswordFault', () => {
  it.each(['twelve chars', '🔑'.repeat(12), 'a'.repeat(200)])('takes %s', (password) => {
    expect(newPasswordFault(password)).toBeNull();
  });

  it.each(['', 'eleven char', '🔑'.repeat(11), ' '.repeat(12), 'a'.repeat(201)])('refuses «%s»', (password) => {
    expect(newPasswordFault(password)).not.toBeNull();
  });
});
