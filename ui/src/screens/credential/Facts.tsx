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

export function Panel({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.panel}>
      <div className={classes.panelTop}>
        <h2 style={{ margin: 0 }}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
