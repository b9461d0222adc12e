import type { CredentialSummary } from '../../api/types';
import { grouped } from '../../lib/numbers';
import { statuses, statusName, toneOf, type ShownStatus } from '../../lib/status';
import { credentials as text } from '../../text/credentials';
import type { Filters } from './useFilters';
import classes from './health.module.css';

type Props = { summary: CredentialSummary | undefined; filters: Filters };

/** What was never tested is among the active ones of the summary; here each credential is counted once. */
function countOf(status: ShownStatus, { byStatus, untested }: CredentialSummary): number {
  if (status === 'untested') return untested;
  const count = byStatus[status] ?? 0;
  return status === 'active' ? count - untested : count;
}

export function HealthBar({ summary, filters: { filter, set, view } }: Props) {
  const counts = statuses
    .map((status) => ({ status, count: summary ? countOf(status, summary) : 0 }))
    .filter(({ count }) => count > 0);
  const rowsView = view === 'service' ? null : view;
  const toggle = (status: string) => set({ status: filter.status === status ? null : status, view: rowsView });
  return (
    <>
      <div className={classes.bar} aria-hidden>
        {counts.map(({ status, count }) => (
          <i key={status} style={{ flexGrow: count, background: `var(--${toneOf(status)})` }} />
        ))}
      </div>
      <div className={classes.counts} role="group" aria-label={text.health}>
        {counts.map(({ status, count }) => (
          <button
            key={status}
            type="button"
            className={classes.count}
            aria-pressed={filter.status === status}
            onClick={() => toggle(status)}
          >
            <b>{grouped(count)}</b> {statusName(status).toLowerCase()}
          </button>
        ))}
      </div>
    </>
  );
}
