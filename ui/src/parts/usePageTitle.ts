import { useEffect } from 'react';
import { common } from '../text/common';

export function usePageTitle(title: string) {
  useEffect(() => {
    document.title = common.pageTitle(title);
  }, [title]);
}
