import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import { common } from '../text/common';
import classes from './parts.module.css';

/** The way back to the list. */
export function Crumbs({ to, children }: { to: string; children: string }) {
  return (
    <nav className={classes.crumbs} aria-label={common.breadcrumb}>
      <Link to={to}>
        <IconChevronLeft size={14} aria-hidden />
        {children}
      </Link>
    </nav>
  );
}
