import { common } from '../text/common';
import classes from './entry.module.css';

export function Brand() {
  return (
    <span className={classes.brand}>
      <svg className={classes.mark} viewBox="0 0 20 20" aria-hidden>
        <rect width="20" height="20" rx="5" />
        <path className={classes.hole} d="M10 5l2.4 2L11 10l1 5H8l1-5-1.4-3z" />
      </svg>
      {common.product}
    </span>
  );
}
