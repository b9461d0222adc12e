import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useDialog } from '../dialogs/useDialog';
import { tinykeys } from 'tinykeys';
import { isTyping } from '../lib/keys';

export const searchInputId = 'credential-search';

type Openers = { openKeys: () => void; openPalette: () => void };

export function useShortcuts({ openKeys, openPalette }: Openers) {
  const navigate = useNavigate();
  const { open } = useDialog();

  useEffect(() => {
    const search = () => {
      const input = document.getElementById(searchInputId);
      if (input) input.focus();
      else void navigate('/credentials', { state: { search: true } });
    };
    const unlessTyping = (act: () => unknown) => (event: KeyboardEvent) => {
      const dialogOpen = document.querySelector('[role="dialog"]') !== null;
      if (event.defaultPrevented || isTyping(event) || dialogOpen) return;
      event.preventDefault();
      act();
    };
    return tinykeys(window, {
      '$mod+k': (event) => {
        event.preventDefault();
        openPalette();
      },
      // On some keyboards these signs need Shift.
      '/': unlessTyping(search),
      'Shift+/': unlessTyping(search),
      '?': unlessTyping(openKeys),
      'Shift+?': unlessTyping(openKeys),
      c: unlessTyping(() => open({ dialog: 'add' })),
      'g c': unlessTyping(() => navigate('/credentials')),
      'g n': unlessTyping(() => navigate('/connectors')),
      'g a': unlessTyping(() => navigate('/audit')),
      'g s': unlessTyping(() => navigate('/settings')),
    });
  }, [navigate, open, openKeys, openPalette]);
}
