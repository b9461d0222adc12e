import { Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useConnectors } from '../../api/connectors';
import type { CredentialFilter } from '../../api/credentials';
import type { Connector, CredentialSummary } from '../../api/types';
import { findServices } from '../../lib/services';
import { ServiceIcon } from '../../parts/ServiceIcon';
import { Empty } from '../../parts/Empty';
import { QueryFailed } from '../../parts/QueryFailed';
import { connectors as connectorsText } from '../../text/connectors';
import { credentials as text } from '../../text/credentials';
import type { Filters } from './useFilters';
import classes from './cards.module.css';

type Props = { counts: UseQueryResult<CredentialSummary, Error>; filters: Filters };

/** The services in use that the search leaves: other filters do not narrow the cards. */
export function shownServices(connectors: Connector[], { byConnector }: CredentialSummary, filter: CredentialFilter) {
  const used = connectors.filter(
    ({ id }) => (byConnector[id] ?? 0) > 0 && (!filter.connector || filter.connector === id),
  );
  return findServices(used, filter.q ?? '');
}

/** A card for each service in use; it opens that service's credentials. */
export function ServiceCards({ counts, filters: { filter } }: Props) {
  const known = useConnectors();
  const connectors = known.data;
  const summary = counts.data;
  if (!summary && counts.isError) return <QueryFailed what={text.counts} query={counts} />;
  if (!connectors && known.isError) return <QueryFailed what={connectorsText.all} query={known} />;
  if (!summary || !connectors) return <Skeleton h={300} />;

  const shown = shownServices(connectors, summary, filter);
  if (shown.length === 0) return <Empty title={text.nothingFits} text={text.nothingFitsHelp} />;

  const addressOf = (connector: string) => {
    const search = new URLSearchParams({ connector });
    if (filter.workspace) search.set('workspace', filter.workspace);
    return `/credentials?${search.toString()}`;
  };
  return (
    <div className={classes.services}>
      {shown.map((connector) => {
        const count = summary.byConnector[connector.id] ?? 0;
        return (
          <Link key={connector.id} to={addressOf(connector.id)} className={classes.serviceCard}>
            <ServiceIcon service={connector} size={40} count={count} />
            <span>
              <b>{connector.name}</b>
              <small>{text.countOf(count)}</small>
            </span>
          </Link>
        );
      })}
    </div>
  );
}
