import { describe, expect, it } from 'vitest';
import { firstFreeName, nameFault, suggestName, monogram } from './names';

describe('suggestName', () => {
  it('joins service and environment', () => {
    expect(suggestName({ id: 'github' }, 'prod')).toBe('github-prod');
    expect(suggestName({ id: 'github' }, null)).toBe('github');
  });

  it('leaves out that a connector is an own one', () => {
    expect(suggestName({ id: 'own.crm' }, null)).toBe('crm');
  });
});

describe('firstFreeName', () => {
  it('counts on past taken names, ignoring case', () => {
    expect(firstFreeName('github', ['GitHub', 'github-2'])).toBe('github-3');
  });

  it('keeps a free name', () => {
    expect(firstFreeName('github', ['gitlab'])).toBe('github');
  });
});

describe('nameFault', () => {
  it.each(['a/b', 'a\tb', 'x'.repeat(81)])('refuses %j', (name) => {
    expect(nameFault(name)).not.toBeNull();
  });

  it('counts an emoji as one character', () => {
    expect(nameFault('🔑'.repeat(80))).toBeNull();
    expect(nameFault('🔑'.repeat(81))).not.toBeNull();
  });

  it('takes spaces and accents', () => {
    expect(nameFault('Büro Wien')).toBeNull();
  });
});

describe('monogram', () => {
  it.each([
    ['Slack', 'Sl'],
    ['SendGrid', 'SG'],
    ['OpenAI', 'OA'],
    ['HTTP Request', 'HT'],
    ['Google Cloud', 'GC'],
    ['petstore', 'pe'],
    ['', ''],
  ])('of %s is %s', (name, letters) => {
    expect(monogram(name)).toBe(letters);
  });
});
