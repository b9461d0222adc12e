import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import { useDialog } from '../dialogs/useDialog';
import { isTyping, keySequence } from '../lib/keys';

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
    const press = keySequence({
      '/': search,
      c: () => open({ dialog: 'add' }),
      'g c': () => navigate('/credentials'),
      'g n': () => navigate('/connectors'),
      'g a': () => navigate('/audit'),
      'g s': () => navigate('/settings'),
      '?': openKeys,
    });
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPalette();
        return;
      }
      const dialogOpen = document.querySelector('[role="dialog"]') !== null;
      if (event.defaultPrevented || isTyping(event) || dialogOpen) return;
      if (press(event.key)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, open, openKeys, openPalette]);
}
