import { VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { firstSteps as text } from '../../text/firstSteps';
import classes from './firstSteps.module.css';

type Props = {
  number: number;
  done: boolean | undefined;
  title: string;
  note: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
};

export function Step({ number, done = false, title, note, aside, children }: Props) {
  return (
    <li>
      <span className={done ? classes.done : classes.number} aria-hidden>
        {done ? <IconCheck size={13} stroke={2.5} /> : number}
      </span>
      <div className={classes.step}>
        <h3>
          {title} {done && <VisuallyHidden>{text.done}</VisuallyHidden>}
        </h3>
        <p>{note}</p>
        {children && <div className={classes.content}>{children}</div>}
      </div>
      {aside && <div className={classes.aside}>{aside}</div>}
    </li>
  );
}
