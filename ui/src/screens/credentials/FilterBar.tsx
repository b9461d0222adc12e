import { useDisclosure } from '@mantine/hooks';
import { Suspense } from 'react';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useConnectors } from '../../api/connectors';
import type { CredentialSummary } from '../../api/types';
import { statuses, statusName } from '../../lib/status';
import { later } from '../../lib/later';
import { scopes, typeGroups } from '../../text/common';
import { columns, credentials as text, sorts, views } from '../../text/credentials';
import { PillMenu } from './PillMenu';
import { Pills } from './Pills';
import { ServiceFilter } from './ServiceFilter';
import { SearchInput } from './SearchInput';
import type { Filters } from './useFilters';
import { useUpTo } from '../../parts/useUpTo';
import classes from './filters.module.css';

/** Only those who come from an OAuth app see it, so only they load it. */
const AppFilter = later(() => import('./AppFilter'), 'AppFilter');

const scopeChoices = Object.entries(scopes).map(([value, label]) => ({ value, label }));
const statusChoices = statuses.map((value) => ({ value, label: statusName(value) }));

type Props = { filters: Filters; summary: CredentialSummary | undefined };

/** The cards by service are counts of everything: only the search narrows them. */
export function FilterBar({ filters, summary }: Props) {
  const { filter, set, view } = filters;
  const byService = view === 'service';
  const narrow = useUpTo(900);
  // Where there is no room for a table, the list is the grid.
  const shownViews = narrow ? views.filter(({ value }) => value !== 'grid') : views;
  const small = useUpTo(620);
  const [unfolded, { toggle }] = useDisclosure();
  const folded = small && !unfolded;
  const chosen = [filter.scope, filter.type, filter.status, filter.connector].filter(Boolean).length;
  return (
    <div className={classes.bars}>
      <div className={classes.bar}>
        <SearchInput value={filter.q ?? ''} onChange={(q) => set({ q: q || null })} />
        {small && (
          <button type="button" className={classes.pill} aria-expanded={unfolded} onClick={toggle}>
            {text.filters(chosen)}
            <IconAdjustmentsHorizontal size={14} aria-hidden />
          </button>
        )}
        {!byService && !folded && <RowFilters filters={filters} summary={summary} />}
        {!folded && (
          <div className={classes.views} role="group" aria-label={text.view}>
            {shownViews.map(({ value, label }) => (
              <button
                key={value}
                type="button"
                aria-pressed={(narrow && view === 'grid' ? 'list' : view) === value}
                onClick={() => set({ view: value === 'list' ? null : value })}
              >
                {label}
              </button>
            ))}
          </div>
        )}
      </div>
      {!byService && filter.app && (
        <Suspense fallback={null}>
          <AppFilter app={filter.app} onClear={() => set({ app: null })} />
        </Suspense>
      )}
      {!byService && !folded && <ScopeAndType filters={filters} />}
    </div>
  );
}

function RowFilters({ filters: { filter, set }, summary }: Props) {
  const services = (useConnectors().data ?? [])
    .filter(({ id }) => (summary?.byConnector[id] ?? 0) > 0 || id === filter.connector)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={classes.rowFilters}>
      <PillMenu
        name={text.status}
        none={text.allStatuses}
        choices={statusChoices}
        value={filter.status}
        onChange={(status) => set({ status })}
      />
      <ServiceFilter
        services={services}
        value={filter.connector ?? null}
        onChange={(connector) => set({ connector })}
      />
      <PillMenu
        name={text.sort}
        choices={sorts}
        value={filter.sort ?? 'name'}
        onChange={(sort) => set({ sort: sort === 'name' ? null : sort })}
      />
    </div>
  );
}

function ScopeAndType({ filters: { filter, set } }: { filters: Filters }) {
  const wide = !useUpTo(1199);
  return (
    <div className={`${classes.bar} ${classes.scopeAndType}`}>
      <Pills
        name={columns.scope}
        none={text.anyScope}
        choices={scopeChoices}
        value={filter.scope}
        onChange={(scope) => set({ scope })}
      />
      <span className={classes.divider} />
      {wide ? (
        <Pills name={text.type} choices={typeGroups} value={filter.type} onChange={(type) => set({ type })} />
      ) : (
        <PillMenu
          name={text.type}
          none={text.allTypes}
          choices={typeGroups}
          value={filter.type}
          onChange={(type) => set({ type })}
        />
      )}
    </div>
  );
}
