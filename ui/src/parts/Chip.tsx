import type { ReactNode } from 'react';
import classes from './parts.module.css';

export function Chip({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span className={classes.chip} title={title}>
      {children}
    </span>
  );
}

export function Mono({ children }: { children: ReactNode }) {
  return <span className={classes.mono}>{children}</span>;
}
