import { Skeleton } from '@mantine/core';
import parts from '../../parts/parts.module.css';

const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

export function ListSkeleton() {
  return (
    <div className={parts.panel} aria-busy style={{ paddingTop: 34 }}>
      {rows.map((row) => (
        <div key={row} style={{ height: 57, padding: '15px 14px', borderTop: '1px solid var(--line)' }}>
          <Skeleton h={26} w={`${86 - ((row * 7) % 30)}%`} />
        </div>
      ))}
    </div>
  );
}
