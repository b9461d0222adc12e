import type { ReactNode } from 'react';
import classes from './parts.module.css';

type Props = { title: string; text: string; level?: 1 | 2; children?: ReactNode };

/** Level 1 where it is all there is on the page. */
export function Empty({ title, text, level = 2, children }: Props) {
  const Heading = `h${level}` as const;
  return (
    <div className={level === 1 ? classes.empty : `${classes.panel} ${classes.empty}`}>
      <Heading>{title}</Heading>
      <p>{text}</p>
      {children}
    </div>
  );
}
