import { Skeleton } from '@mantine/core';
import { Brand } from '../parts/Brand';
import classes from './frame.module.css';

const rows = [0, 1, 2, 3, 4, 5, 6, 7];

export function FrameSkeleton() {
  return (
    <div className={classes.frame} aria-busy>
      <div className={classes.rail}>
        <div className={classes.brandRow}>
          <Brand />
        </div>
        <Skeleton h={34} mb={10} />
        <Skeleton h={28} mb={4} />
        <Skeleton h={28} mb={4} />
        <Skeleton h={28} />
      </div>
      <main className={classes.main}>
        <Skeleton h={28} w={180} mb={18} />
        <Skeleton h={6} mb={40} />
        {rows.map((row) => (
          <Skeleton key={row} h={46} mb={8} />
        ))}
      </main>
    </div>
  );
}
