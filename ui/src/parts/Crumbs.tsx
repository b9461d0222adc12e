import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import { listAddress, useCameFrom } from '../lib/cameFrom';
import { common } from '../text/common';
import { frame } from '../text/frame';
import { useFilterNames } from './useFilterNames';
import classes from './parts.module.css';

/** The way back to the list, with its filters where one came from it. */
export function Crumbs({ to = '/credentials', children = frame.credentials }: { to?: string; children?: string }) {
  const list = useCameFrom(to);
  const filters = useFilterNames(list);
  return (
    <nav className={classes.crumbs} aria-label={common.breadcrumb}>
      <Link to={listAddress(to, list)}>
        <IconChevronLeft size={14} aria-hidden />
        {children}
      </Link>
      {filters.length > 0 && <span>{common.filtered(filters)}</span>}
    </nav>
  );
}
