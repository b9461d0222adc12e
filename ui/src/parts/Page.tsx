import type { ReactNode } from 'react';
import { usePageTitle } from './usePageTitle';
import classes from './parts.module.css';

type Props = { title: string; aside?: ReactNode; actions?: ReactNode; children: ReactNode };

export function Page({ title, aside, actions, children }: Props) {
  usePageTitle(title);
  return (
    <>
      <div className={classes.top}>
        <h1>
          {title}
          {aside !== undefined && <span>{aside}</span>}
        </h1>
        {actions}
      </div>
      {children}
    </>
  );
}
