import { Skeleton } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { useConnectors } from '../../api/connectors';
import { useCredentialSummary } from '../../api/credentials';
import type { Connector } from '../../api/types';
import { withParts } from '../../lib/search';
import { findServices } from '../../lib/services';
import { Empty } from '../../parts/Empty';
import { Page } from '../../parts/Page';
import { useFromHere } from '../../lib/cameFrom';
import { QueryFailed } from '../../parts/QueryFailed';
import { SearchBox } from '../../parts/SearchBox';
import { ServiceIcon } from '../../parts/ServiceIcon';
import { categories, connectors as text } from '../../text/connectors';
import { credentials } from '../../text/credentials';
import cards from '../credentials/cards.module.css';
import classes from './connectors.module.css';

export function Connectors() {
  const [search, setSearch] = useSearchParams();
  const connectors = useConnectors();
  const counts = useCredentialSummary(undefined).data?.byConnector ?? {};
  const query = search.get('q') ?? '';
  const change = (q: string) => setSearch((known) => withParts(known, { q }), { replace: true });
  const found = findServices(connectors.data ?? [], query);
  return (
    <Page title={text.title} aside={connectors.data && counted(found.length, connectors.data.length)}>
      <div className={classes.search}>
        <SearchBox label={text.search} placeholder={text.search} value={query} onChange={change} />
      </div>
      <QueryFailed what={text.all} query={connectors} />
      {connectors.isPending && <Skeleton h={320} />}
      {connectors.data && found.length === 0 && <Empty title={text.nothing} text={text.nothingHelp} />}
      {groups(found).map(([category, members]) => (
        <section key={category} className={classes.category}>
          <h2>{categories[category] ?? category}</h2>
          <div className={cards.services}>
            {members.map((connector) => (
              <Card key={connector.id} connector={connector} count={counts[connector.id] ?? 0} />
            ))}
          </div>
        </section>
      ))}
    </Page>
  );
}

function Card({ connector, count }: { connector: Connector; count: number }) {
  return (
    <Link className={cards.serviceCard} to={`/connectors/${connector.id}`} state={useFromHere()}>
      <ServiceIcon service={connector} size={34} />
      <span>
        <b>{connector.name}</b>
        <small>{count > 0 ? credentials.countOf(count) : connector.methods.map(({ name }) => name).join(', ')}</small>
      </span>
    </Link>
  );
}

function groups(connectors: Connector[]): [string, Connector[]][] {
  const known = Object.keys(categories);
  const place = (category: string) => (known.includes(category) ? known.indexOf(category) : known.length);
  const byCategory = new Map<string, Connector[]>();
  for (const connector of connectors)
    byCategory.set(connector.category, [...(byCategory.get(connector.category) ?? []), connector]);
  return [...byCategory].sort(([a], [b]) => place(a) - place(b));
}

const counted = (shown: number, all: number) => (shown === all ? all : text.of(shown, all));
