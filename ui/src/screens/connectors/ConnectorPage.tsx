import { Anchor, Button, Skeleton } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useConnector } from '../../api/connectors';
import { useCredentialSummary } from '../../api/credentials';
import { isProblem } from '../../api/problem';
import type { Connector, ConnectorMethod } from '../../api/types';
import { useDialog } from '../../dialogs/useDialog';
import { filledHost } from '../../dialogs/form/values';
import { Chip, Mono } from '../../parts/Chip';
import { Guide } from '../../parts/Guide';
import { Crumbs } from '../../parts/Crumbs';
import { QueryFailed } from '../../parts/QueryFailed';
import { ServiceIcon } from '../../parts/ServiceIcon';
import { usePageTitle } from '../../parts/usePageTitle';
import { categories, connectors as text } from '../../text/connectors';
import { credentials } from '../../text/credentials';
import { Panel } from '../credential/Facts';
import page from '../credential/credential.module.css';
import { NotFound } from '../NotFound';
import classes from './connectors.module.css';

export function ConnectorPage() {
  const { id = '' } = useParams();
  const connector = useConnector(id);
  usePageTitle(connector.data?.name ?? text.title);
  if (isProblem(connector.error) && connector.error.status === 404) return <NotFound />;
  return (
    <>
      <Crumbs to="/connectors">{text.back}</Crumbs>
      <QueryFailed what={text.one} query={connector} />
      {connector.data ? <Details connector={connector.data} /> : connector.isPending && <Skeleton h={320} />}
    </>
  );
}

function Details({ connector }: { connector: Connector }) {
  const { open } = useDialog();
  const count = useCredentialSummary(undefined).data?.byConnector[connector.id] ?? 0;
  return (
    <>
      <header className={page.header}>
        <ServiceIcon service={connector} size={44} />
        <div className={page.title}>
          <h1>{connector.name}</h1>
          <div className={page.facts}>
            <span>{categories[connector.category] ?? connector.category}</span>
            {count > 0 ? (
              <Link to={`/credentials?connector=${connector.id}`}>{credentials.countOf(count)}</Link>
            ) : (
              <span>{text.noneYet}</span>
            )}
            {connector.statusPage && (
              <Anchor href={connector.statusPage} target="_blank" rel="noreferrer">
                {text.statusPage}
              </Anchor>
            )}
          </div>
        </div>
        <Button onClick={() => open({ dialog: 'add', service: connector.id })}>{text.add}</Button>
      </header>
      <div className={page.overview}>
        <div>
          <Panel title={text.guide}>
            <Guide text={connector.guide || text.noGuide} />
          </Panel>
          <Panel title={text.operations}>
            {connector.operations.length === 0 && text.noOperations}
            {connector.operations.map(({ id, name, readOnly }) => (
              <div key={id} className={classes.operation}>
                {name} {readOnly && <Chip>{text.readOnly}</Chip>}
              </div>
            ))}
          </Panel>
        </div>
        <div>
          <Panel title={text.methods}>
            <div className={classes.methods}>
              {connector.methods.map((method) => (
                <Method key={method.id} method={method} />
              ))}
            </div>
          </Panel>
          <Panel title={text.hosts}>
            {connector.hosts.length === 0 && text.ownHosts}
            {connector.hosts
              .map((host) => filledHost(host, connector.methods[0], {}))
              .map((host) => (
                <div key={host}>
                  <Mono>{host}</Mono>
                </div>
              ))}
          </Panel>
        </div>
      </div>
    </>
  );
}

function Method({ method }: { method: ConnectorMethod }) {
  const fields = method.fields.map(({ label, secret }) => (secret ? `${label} (${text.secret})` : label)).join(', ');
  return (
    <div className={classes.method}>
      <b>{method.name}</b> · {method.probe ? text.probe : text.noProbe}
      <small>{fields}</small>
    </div>
  );
}
