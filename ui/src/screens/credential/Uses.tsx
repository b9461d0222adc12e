import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import type { Credential, CredentialUsage } from '../../api/types';
import { useStillFrom } from '../../lib/cameFrom';
import { grouped } from '../../lib/numbers';
import { Dot } from '../../parts/StatusDot';
import { usage as text } from '../../text/credential';
import { Panel } from './Facts';
import { UserTable } from './UserTable';
import classes from './credential.module.css';

const UsesChart = lazy(() => import('./UsesChart').then((module) => ({ default: module.UsesChart })));

/** Uses per day, with failures apart. */
export function UsesPanel({ credential, usage }: { credential: Credential; usage: CredentialUsage }) {
  const { days, total } = usage;
  const state = useStillFrom();
  const failed = days.reduce((sum, day) => sum + day.failed, 0);
  return (
    <Panel
      title={text.title}
      note={
        <>
          <Dot tone="ok" />
          {text.inDays(grouped(total))}
          {failed > 0 && (
            <span className={classes.failed}>
              <Dot tone="bad" />
              {text.failedCount(grouped(failed))}
            </span>
          )}
        </>
      }
      aside={
        <Link to={`/credentials/${credential.id}/audit`} state={state}>
          {text.all}
        </Link>
      }
    >
      <SeenChart days={days} label={text.chart(grouped(total), grouped(failed))} />
      {/* A table takes the height of its rows, however small it is told to be. */}
      <VisuallyHidden component="div">
        <table>
          <caption>{text.table}</caption>
          <thead>
            <tr>
              <th>{text.day}</th>
              <th>{text.ok}</th>
              <th>{text.failed}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ date, ok, failed: lost }) => (
              <tr key={date}>
                <td>{date}</td>
                <td>{ok}</td>
                <td>{lost}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </Panel>
  );
}

/** The chart's code is loaded when its place comes into view. */
function SeenChart({ days, label }: Pick<CredentialUsage, 'days'> & { label: string }) {
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const waiting = <Skeleton h={220} />;
  return (
    <div ref={ref} role="img" aria-label={label}>
      {inViewport ? (
        <Suspense fallback={waiting}>
          <UsesChart days={days} />
        </Suspense>
      ) : (
        waiting
      )}
    </div>
  );
}

export function UsedByPanel({ users }: Pick<CredentialUsage, 'users'>) {
  const flows = users.filter(({ type }) => type === 'flow').length;
  return (
    <Panel title={text.byUser} note={text.countOf(flows, users.length - flows)}>
      <UserTable users={users} />
    </Panel>
  );
}
