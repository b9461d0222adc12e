import type { ReactNode } from 'react';
import type { Tone } from '../lib/status';
import { Dot } from '../parts/StatusDot';
import classes from './useIt.module.css';

/** What was seen last, or that nothing was seen yet; a change is announced. */
export function LiveLine({ tone, aside, children }: { tone: Tone; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.live} role="status">
      <span>
        <Dot tone={tone} />
        {children}
      </span>
      {aside && <span className={classes.help}>{aside}</span>}
    </div>
  );
}
