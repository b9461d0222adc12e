import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useDialog } from '../dialogs/useDialog';
import { tinykeys } from 'tinykeys';
import { isTyping } from '../lib/keys';

export const searchInputId = 'credential-search';

/** How long tinykeys waits for the second key. */
const SEQUENCE_MILLIS = 1_000;

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
    let afterG = -Infinity;
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
      g: ({ timeStamp }) => {
        afterG = timeStamp;
      },
      // Not as the second key of another shortcut.
      c: (event) => {
        if (event.timeStamp - afterG > SEQUENCE_MILLIS) unlessTyping(() => open({ dialog: 'add' }))(event);
      },
      'g c': unlessTyping(() => navigate('/credentials')),
      'g n': unlessTyping(() => navigate('/connectors')),
      'g a': unlessTyping(() => navigate('/audit')),
      'g s': unlessTyping(() => navigate('/settings')),
    });
  }, [navigate, open, openKeys, openPalette]);
}
