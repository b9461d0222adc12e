import { Link } from 'react-router';
import { useConnectors } from '../../api/connectors';
import type { Credential } from '../../api/types';
import { useFromHere } from '../../lib/cameFrom';
import { ServiceIcon } from '../../parts/ServiceIcon';
import { environments } from '../../text/common';
import classes from './table.module.css';

export function NameCell({ credential }: { credential: Credential }) {
  const { connector, connectorName, methodName, identity, environment, name, id } = credential;
  const known = useConnectors().data?.find((one) => one.id === connector);
  const facts = [connectorName, identity, environment && environments[environment]].filter(Boolean);
  return (
    <span className={classes.nameCell}>
      <ServiceIcon service={known ?? { id: connector, name: connectorName }} />
      <span className={classes.names}>
        <Link className={classes.link} to={`/credentials/${id}`} state={useFromHere()} title={name}>
          {name}
        </Link>
        <small title={[...facts, methodName].join(' · ')}>
          {facts.join(' · ')}
          <span className={classes.methodAside}> · {methodName}</span>
        </small>
      </span>
    </span>
  );
}
