import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import { lastList, lastListAddress } from '../lib/lastList';
import { common } from '../text/common';
import { frame } from '../text/frame';
import { useFilterNames } from './useFilterNames';
import classes from './parts.module.css';

/** The way back to the list, with the filters it was left with. */
export function Crumbs({ to = '/credentials', children = frame.credentials }: { to?: string; children?: string }) {
  const filters = useFilterNames(lastList(to));
  return (
    <nav className={classes.crumbs} aria-label={common.breadcrumb}>
      <Link to={lastListAddress(to)}>
        <IconChevronLeft size={14} aria-hidden />
        {children}
      </Link>
      {filters.length > 0 && <span>{common.filtered(filters)}</span>}
    </nav>
  );
}
