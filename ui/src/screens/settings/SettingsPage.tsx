import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useSignedIn } from '../../api/session';
import type { Me } from '../../api/types';
import { editsAnywhere } from '../../lib/places';
import { Page } from '../../parts/Page';
import { settings as text } from '../../text/settings';
import classes from './settings.module.css';

const sections = [
  { to: '/settings/credentials', name: text.credentials },
  { to: '/settings/api-keys', name: text.apiKeys },
  { to: '/settings/service-accounts', name: text.serviceAccounts },
  { to: '/settings/oauth-apps', name: text.oauthApps },
  { to: '/settings/account', name: text.account },
];

/** Those who may add credentials see and choose OAuth apps. */
const sectionsOf = (me: Me) => sections.filter(({ to }) => to !== '/settings/oauth-apps' || editsAnywhere(me));

/** A section of the settings, with the way to the others. */
export function SettingsPage({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={classes.settings}>
      <nav className={classes.sections} aria-label={text.sections}>
        {sectionsOf(useSignedIn()).map(({ to, name }) => (
          <NavLink key={to} to={to}>
            {name}
          </NavLink>
        ))}
      </nav>
      <div className={classes.section}>
        <Page title={title} actions={actions}>
          {children}
        </Page>
      </div>
    </div>
  );
}
