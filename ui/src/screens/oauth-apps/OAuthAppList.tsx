import type { ReactNode } from 'react';
import type { Connector, OAuthApp } from '../../api/types';
import { Mono } from '../../parts/Chip';
import { useUpTo } from '../../parts/useUpTo';
import { oauthApps as text } from '../../text/oauthApps';
import { Facts } from '../credential/Facts';
import classes from '../settings/settings.module.css';
import own from './oauthApps.module.css';
import { AppHealth, AppMenu, AppService, AppUsers, placeOf, type AppAction } from './OAuthAppParts';

type Props = { apps: OAuthApp[]; connectors: Connector[]; onAction: AppAction };

const factsOf = (app: OAuthApp, connectors: Connector[]): [string, ReactNode][] => [
  [text.service, <AppService key="service" app={app} connectors={connectors} />],
  [text.belongsTo, placeOf(app)],
  [
    text.fields.clientId,
    <span key="client" className={own.client}>
      <Mono>{app.clientId}</Mono>
    </span>,
  ],
  [text.usedBy, <AppUsers key="users" app={app} />],
  [text.health, <AppHealth key="health" app={app} />],
];

/** A table, or cards where there is no room for one. */
export function OAuthAppList(props: Props) {
  return useUpTo(700) ? <Cards {...props} /> : <Table {...props} />;
}

function Table({ apps, connectors, onAction }: Props) {
  const names = [text.service, text.belongsTo, text.fields.clientId, text.usedBy, text.health];
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={text.title}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{text.name}</th>
            {names.map((name) => (
              <th key={name}>{name}</th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {apps.map((app) => (
            <tr key={app.id}>
              <td>{app.name}</td>
              {factsOf(app, connectors).map(([name, fact]) => (
                <td key={name}>{fact}</td>
              ))}
              <td className={classes.menu}>
                <AppMenu app={app} onAction={onAction} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ apps, connectors, onAction }: Props) {
  return (
    <ul className={classes.cards} aria-label={text.title}>
      {apps.map((app) => (
        <li key={app.id}>
          <div className={classes.cardTop}>
            <b>{app.name}</b>
            <AppMenu app={app} onAction={onAction} />
          </div>
          <Facts facts={factsOf(app, connectors)} />
        </li>
      ))}
    </ul>
  );
}
