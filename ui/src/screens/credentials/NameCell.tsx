import { Link } from 'react-router';
import { useConnectors } from '../../api/connectors';
import type { Credential } from '../../api/types';
import { ServiceIcon } from '../../parts/ServiceIcon';
import classes from './table.module.css';

export function NameCell({ credential }: { credential: Credential }) {
  const { connector, connectorName, identity, environment, name, id } = credential;
  const known = useConnectors().data?.find((one) => one.id === connector);
  const aside = [connectorName, identity, environment].filter(Boolean).join(' · ');
  return (
    <span className={classes.nameCell}>
      <ServiceIcon service={known ?? { id: connector, name: connectorName }} />
      <span className={classes.names}>
        <Link className={classes.link} to={`/credentials/${id}`} title={name}>
          {name}
        </Link>
        <small title={aside}>{aside}</small>
      </span>
    </span>
  );
}
