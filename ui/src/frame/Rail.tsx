import { NavLink } from 'react-router';
import { useConnectors } from '../api/connectors';
import { useCredentialSummary } from '../api/credentials';
import { grouped } from '../lib/numbers';
import { Brand } from '../parts/Brand';
import { frame as text } from '../text/frame';
import { PersonMenu } from './PersonMenu';
import { useWorkspace } from './useWorkspace';
import { WorkspaceSwitcher } from './WorkspaceSwitcher';
import classes from './frame.module.css';

type Props = { openPalette: () => void; openKeys: () => void; inDrawer?: boolean };

export function Rail({ openPalette, openKeys, inDrawer }: Props) {
  const { workspace } = useWorkspace();
  const credentials = useCredentialSummary(workspace).data?.total;
  const connectors = useConnectors().data?.length;
  const entries = [
    { to: '/credentials', name: text.credentials, count: credentials },
    { to: '/connectors', name: text.connectors, count: connectors },
    { to: '/audit', name: text.audit },
    { to: '/settings', name: text.settings },
  ];
  return (
    <div className={classes.inner}>
      {!inDrawer && (
        <div className={classes.brandRow}>
          <Brand />
        </div>
      )}
      <WorkspaceSwitcher />
      <nav className={classes.nav} aria-label={text.navigation}>
        {entries.map(({ to, name, count }) => (
          <NavLink
            key={to}
            className={classes.link}
            to={{ pathname: to, search: workspace ? `?workspace=${workspace}` : '' }}
          >
            {name}
            {count !== undefined && <small aria-hidden>{grouped(count)}</small>}
          </NavLink>
        ))}
      </nav>
      <div className={classes.space} />
      <button type="button" className={classes.link} onClick={openPalette}>
        {text.jump} <small aria-hidden>{text.jumpKeys}</small>
      </button>
      <PersonMenu openKeys={openKeys} />
    </div>
  );
}
