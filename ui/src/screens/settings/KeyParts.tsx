import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useSignedIn } from '../../api/session';
import type { ApiKey } from '../../api/types';
import { grouped } from '../../lib/numbers';
import { Chip, Mono } from '../../parts/Chip';
import { RelativeTime } from '../../parts/RelativeTime';
import { Dot } from '../../parts/StatusDot';
import { apiKeys as text, keyScopes } from '../../text/settings';
import classes from './settings.module.css';

type Props = { apiKey: ApiKey };

export type KeyAction = 'edit' | 'rotate' | 'revoke';

export function KeyMade({ apiKey: { prefix, createdAt, createdBy, serviceAccount } }: Props) {
  return (
    <>
      {serviceAccount && <div className={classes.help}>{text.ofAccount(serviceAccount.name)}</div>}
      {prefix && (
        <div className={classes.made}>
          <Mono>{prefix}…</Mono>
        </div>
      )}
      <div className={classes.made}>
        {text.made} <RelativeTime at={createdAt} within /> {text.by(createdBy.name)}
      </div>
    </>
  );
}

export function KeyScopes({ apiKey: { scopes } }: Props) {
  return (
    <span className={classes.chips}>
      {scopes.map((scope) => (
        <Chip key={scope} title={scope}>
          {keyScopes.find(({ value }) => value === scope)?.label ?? scope}
        </Chip>
      ))}
    </span>
  );
}

/** A damaged key has limits that nobody can read; it must not look like one without limits. */
export function KeyWorkspaces({ apiKey: { workspaces, damaged } }: Props) {
  if (damaged) {
    return (
      <>
        <Dot tone="bad" />
        {text.damaged}
        <div className={classes.help}>{text.damagedHelp}</div>
      </>
    );
  }
  return <>{workspaces?.map(({ name }) => name).join(', ') || text.allWorkspaces}</>;
}

export function KeyUses({ apiKey: { uses } }: Props) {
  return <>{grouped(uses)}</>;
}

export function KeyExpiry({ apiKey: { expiresAt, oldTokenUntil } }: Props) {
  return (
    <>
      <RelativeTime at={expiresAt} />
      {oldTokenUntil && (
        <div className={classes.made}>
          {text.oldToken} <RelativeTime at={oldTokenUntil} within />
        </div>
      )}
    </>
  );
}

export function KeyMenu({ apiKey, onAction }: Props & { onAction: (action: KeyAction, key: ApiKey) => void }) {
  const { user } = useSignedIn();
  // A token of somebody else's key would act as that person. Keys of service accounts are listed for those who manage them.
  const own = Boolean(apiKey.serviceAccount) || apiKey.createdBy.id === user.id;
  return (
    <Menu position="bottom-end" width={170}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={text.actionsOf(apiKey.name)}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!apiKey.damaged && <Menu.Item onClick={() => onAction('edit', apiKey)}>{text.edit}</Menu.Item>}
        {!apiKey.damaged && own && <Menu.Item onClick={() => onAction('rotate', apiKey)}>{text.rotate}</Menu.Item>}
        <Menu.Item c="var(--bad)" onClick={() => onAction('revoke', apiKey)}>
          {text.revoke}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
