import type { ReactNode } from 'react';
import classes from './credential.module.css';

export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className={classes.list}>
      {facts.map(([name, value], index) => (
        <div key={index} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type PanelProps = { title: string; note?: ReactNode; aside?: ReactNode; children: ReactNode };

/** A card with a title, a note beside it, and what belongs to its right end. */
export function Panel({ title, note, aside, children }: PanelProps) {
  return (
    <section className={classes.panel}>
      <div className={classes.panelTop}>
        <div className={classes.panelTitle}>
          <h2>{title}</h2>
          {note && <span>{note}</span>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
