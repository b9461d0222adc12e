import { ActionIcon, Anchor, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { Connector, OAuthApp } from '../../api/types';
import type { AppDialogName } from '../../dialogs/useDialog';
import { shortDate } from '../../lib/time';
import { RelativeTime } from '../../parts/RelativeTime';
import { ServiceIcon } from '../../parts/ServiceIcon';
import { Dot } from '../../parts/StatusDot';
import { useNow } from '../../parts/useNow';
import { oauthApps as text } from '../../text/oauthApps';
import classes from './oauthApps.module.css';

type Props = { app: OAuthApp };

export type AppDialogProps = Props & { onClose: () => void };

export type AppAction = (action: AppDialogName, app: OAuthApp) => void;

export const placeOf = ({ workspace }: Pick<OAuthApp, 'workspace'>) => workspace?.name ?? text.organization;

/** The list of the credentials that use an app. */
export const usersOf = ({ id }: Pick<OAuthApp, 'id'>) => `/credentials?app=${id}`;

export function AppService({ app: { connector }, connectors }: Props & { connectors: Connector[] }) {
  const service = connectors.find(({ id }) => id === connector) ?? { id: connector, name: connector };
  return (
    <span className={classes.service}>
      <ServiceIcon service={service} size={20} /> {service.name}
    </span>
  );
}

export function AppUsers({ app }: Props) {
  if (app.usedBy === 0) return <>{text.unused}</>;
  return (
    <Anchor component={Link} to={usersOf(app)} inherit>
      {text.usedByCount(app.usedBy)}
    </Anchor>
  );
}

/** When the last of its secrets ends; null while one does not. */
function endOf({ secrets }: OAuthApp): string | null {
  const ends = secrets.map(({ expiresAt }) => expiresAt);
  return ends.some((end) => end === null) ? null : ((ends as string[]).sort().at(-1) ?? null);
}

export function AppHealth({ app }: Props) {
  const now = useNow();
  const end = endOf(app);
  if (app.health === 'refused')
    return (
      <span>
        <Dot tone="bad" />
        {text.refused} {text.refusedSince} <RelativeTime at={app.refusedAt} within />
      </span>
    );
  if (app.health === 'secret_expiring' && end)
    return (
      <span>
        <Dot tone={Date.parse(end) < now ? 'bad' : 'warn'} />
        {Date.parse(end) < now ? text.secretExpired(shortDate(end, now)) : text.secretExpiresOn(shortDate(end, now))}
      </span>
    );
  return (
    <span>
      <Dot tone="ok" />
      {text.healthOk}
    </span>
  );
}

/** What people may do with an app; those who do not manage it only see who uses it. */
export function AppMenu({ app, onAction }: Props & { onAction: AppAction }) {
  const { managed, secrets, authentication, name, id } = app;
  const secretless = { none: text.noSecret, private_key_jwt: text.signs }[authentication as string];
  const cannotAdd = secretless ?? (secrets.length > 1 ? text.twoAlready : undefined);
  const cannotRemove = secretless ?? (secrets.length < 2 ? text.onlyOne : undefined);
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={text.actionsOf(name)}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {managed && (
          <>
            <Menu.Item onClick={() => onAction('edit-app', app)}>{text.edit}</Menu.Item>
            <Menu.Item
              disabled={cannotAdd !== undefined}
              title={cannotAdd}
              onClick={() => onAction('add-app-secret', app)}
            >
              {text.addSecret}
            </Menu.Item>
            <Menu.Item
              disabled={cannotRemove !== undefined}
              title={cannotRemove}
              onClick={() => onAction('remove-app-secret', app)}
            >
              {text.removeSecret}
            </Menu.Item>
          </>
        )}
        <Menu.Item component={Link} to={usersOf(app)}>
          {text.credentials}
        </Menu.Item>
        <Menu.Item component={Link} to={`/audit?target=${id}`}>
          {text.audit}
        </Menu.Item>
        {managed && (
          <Menu.Item c="var(--bad)" onClick={() => onAction('delete-app', app)}>
            {text.delete}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
