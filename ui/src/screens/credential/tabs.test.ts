import { describe, expect, it } from 'vitest';
import { tabsOf } from './tabs';

describe('tabsOf', () => {
  it('shows all from the level view on', () => {
    expect(tabsOf('view', 'member')).toHaveLength(4);
    expect(tabsOf('manage', 'auditor')).toHaveLength(4);
  });

  it.each(['see', 'use'] as const)('shows the overview at the level %s', (level) => {
    expect(tabsOf(level, 'member')).toEqual(['overview']);
  });

  it('shows auditors all but who it is shared with', () => {
    expect(tabsOf('see', 'auditor')).toEqual(['overview', 'versions', 'audit']);
  });
});
