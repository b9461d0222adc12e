import type { ReactNode } from 'react';
import { Brand } from './Brand';
import { usePageTitle } from './usePageTitle';
import classes from './entry.module.css';

/** The one card of set-up and sign-in. */
export function EntryCard({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  usePageTitle(title);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <Brand />
        <h1>{title}</h1>
        {lead && <p className={classes.lead}>{lead}</p>}
        {children}
      </div>
    </main>
  );
}
