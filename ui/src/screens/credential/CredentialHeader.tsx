import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useConnectors } from '../../api/connectors';
import type { Credential } from '../../api/types';
import { useCredentialMenu } from '../../dialogs/useCredentialMenu';
import { isUntested } from '../../lib/status';
import { Chip } from '../../parts/Chip';
import { RelativeTime } from '../../parts/RelativeTime';
import { ServiceIcon } from '../../parts/ServiceIcon';
import { WorkButton } from '../../parts/WorkButton';
import { StatusDot } from '../../parts/StatusDot';
import { environments } from '../../text/common';
import { credentialPage as text } from '../../text/credential';
import { actions } from '../../text/credentials';
import { ScopeMark } from '../credentials/ScopeMark';
import { DueNotice } from './DueNotice';
import classes from './credential.module.css';

/** The actions that have a button of their own, in this order; the others stand in the menu. */
const direct = [actions.test, actions.reauthorize, actions.rotate, actions.edit];

export function CredentialHeader({ credential }: { credential: Credential }) {
  const { connector, connectorName, name, environment, tags } = credential;
  const known = useConnectors().data?.find(({ id }) => id === connector);
  return (
    <>
      <header className={classes.header}>
        <ServiceIcon service={known ?? { id: connector, name: connectorName }} size={44} />
        <div className={classes.title}>
          <h1>{name}</h1>
          <div className={classes.facts}>
            <Standing credential={credential} />
            <ScopeMark credential={credential} long />
            {environment && <Chip>{environments[environment]}</Chip>}
            {tags.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </div>
        </div>
        <Actions credential={credential} />
      </header>
      <DueNotice credential={credential} />
    </>
  );
}

/** "Active · PostgreSQL as reader@orders · tested 4 h ago" */
function Standing({ credential }: { credential: Credential }) {
  const { connectorName, identity, lastTestedAt } = credential;
  return (
    <span>
      <StatusDot credential={credential} /> · {connectorName}
      {identity && (
        <>
          {' '}
          {text.as} <b>{identity}</b>
        </>
      )}
      {!isUntested(credential) && lastTestedAt && (
        <>
          {' '}
          · {text.tested} <RelativeTime at={lastTestedAt} within />
        </>
      )}
    </span>
  );
}

function Actions({ credential }: { credential: Credential }) {
  const entries = useCredentialMenu(credential);
  // The notice below has the button that cures it.
  const shown = direct.filter((name) => name !== actions.reauthorize || credential.statusCure !== 'reauthorize');
  const buttons = shown.flatMap((name) => entries.filter((entry) => entry.name === name));
  const others = entries.filter((entry) => !shown.includes(entry.name));
  return (
    <div className={classes.actions}>
      {buttons.map((entry) => (
        <WorkButton key={entry.name} variant="default" busy={entry.busy ?? false} onClick={entry.run}>
          {entry.name}
        </WorkButton>
      ))}
      {others.length > 0 && (
        <Menu position="bottom-end" width={180}>
          <Menu.Target>
            <ActionIcon variant="default" size={34} aria-label={actions.more} title={actions.more}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map((entry) => (
              <Menu.Item key={entry.name} onClick={entry.run} c={entry.danger ? 'var(--bad)' : undefined}>
                {entry.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
