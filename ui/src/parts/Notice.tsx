import type { ReactNode } from 'react';
import type { Tone } from '../lib/status';
import { Dot } from './StatusDot';
import classes from './parts.module.css';

type Props = { tone: Tone; title: ReactNode; action?: ReactNode; children?: ReactNode };

/** Tells a result in place; a bad one is announced at once. */
export function Notice({ tone, title, action, children }: Props) {
  return (
    <div
      className={classes.notice}
      ref={(element) => element?.style.setProperty('--notice', `var(--${tone})`)}
      role={tone === 'bad' ? 'alert' : 'status'}
    >
      <Dot tone={tone} />
      <div className={classes.noticeText}>
        <div className={classes.noticeTitle}>{title}</div>
        {children && <div className={classes.noticeBody}>{children}</div>}
      </div>
      {action}
    </div>
  );
}

export function ProblemNotice({ error }: { error: Error | null | undefined }) {
  return error ? <Notice tone="bad" title={error.message} /> : null;
}
