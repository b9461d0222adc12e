import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { rememberList } from '../lib/lastList';

/** For the screen of a list: the breadcrumbs of the pages below it lead back to it as it is now. */
export function useRememberList(path: string) {
  const [search] = useSearchParams();
  useEffect(() => rememberList(path, search), [path, search]);
}
