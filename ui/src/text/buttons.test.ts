import { describe, expect, it } from 'vitest';

const modules = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts'], { eager: true });

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

describe('the texts', () => {
  it('name what a button deletes or revokes', () => {
    const texts = Object.values(modules).flatMap(textsOf);
    expect(texts).toContain('Delete credential');
    expect(texts).toContain('Revoke API key');
    expect(texts).toContain('Delete service account');
    expect(texts.filter((text) => /^(Delete|Revoke)$/.test(text))).toEqual([]);
  });
});
