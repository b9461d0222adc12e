// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { useFocusHome } from '../frame/useFocusHome';
import { show } from '../testing/show';
import { ActionMenu } from './ActionMenu';

const edit = vi.fn();

function Screen() {
  useFocusHome();
  return (
    <ActionMenu
      items={[{ label: 'Group' }, { name: 'Edit', run: edit }, 'divider', { name: 'Test', run: vi.fn(), busy: true }]}
      target={<button type="button">Actions</button>}
    />
  );
}

const button = () => screen.findByRole('button', { name: 'Actions' });

describe('a menu whose code is loaded late', () => {
  it('opens with the first click, and again with the next', async () => {
    const { user } = show(<Screen />);
    expect(await button()).toHaveAttribute('aria-haspopup', 'menu');
    expect(await button()).toHaveAttribute('aria-expanded', 'false');
    for (const times of [1, 2]) {
      await user.click(await button());
      await user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
      expect(edit).toHaveBeenCalledTimes(times);
      await waitFor(() => expect(screen.queryByRole('menu')).not.toBeInTheDocument());
    }
  });

  it('opens by keyboard, and gives the focus back', async () => {
    const { user } = show(<Screen />);
    (await button()).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Edit' })).toBeVisible());
    await waitFor(() => expect(screen.getByRole('menu')).toContainElement(document.activeElement as HTMLElement));
    await user.keyboard('{Escape}');
    await waitFor(async () => expect(await button()).toHaveFocus());
  });

  it('shows what cannot be done now', async () => {
    const { user } = show(<Screen />);
    await user.click(await button());
    expect(await screen.findByRole('menuitem', { name: 'Test' })).toBeDisabled();
  });
});
