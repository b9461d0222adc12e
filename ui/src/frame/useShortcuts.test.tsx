// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { show } from '../testing/show';
import { useShortcuts } from './useShortcuts';

function Shortcuts() {
  useShortcuts({ openKeys: () => undefined, openPalette: () => undefined });
  return null;
}

describe('shortcuts', () => {
  it('g c goes to the credentials and adds none', async () => {
    const { user, router } = show(<Shortcuts />, '/audit');

    await user.keyboard('gc');

    expect(router.state.location.pathname).toBe('/credentials');
    expect(router.state.location.search).toBe('');
  });

  it('c adds a credential', async () => {
    const { user, router } = show(<Shortcuts />, '/audit');

    await user.keyboard('c');

    expect(router.state.location.search).toBe('?dialog=add');
  });
});
