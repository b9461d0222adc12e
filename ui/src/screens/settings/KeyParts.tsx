import { Button } from '@mantine/core';
import type { ApiKey } from '../../api/types';
import { Chip } from '../../parts/Chip';
import { RelativeTime } from '../../parts/RelativeTime';
import { apiKeys as text, keyScopes } from '../../text/settings';
import classes from './settings.module.css';

type Props = { apiKey: ApiKey };

export function KeyMade({ apiKey: { createdAt, createdBy } }: Props) {
  return (
    <div className={classes.made}>
      {text.made} <RelativeTime at={createdAt} within /> {text.by(createdBy.name)}
    </div>
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

export function KeyWorkspaces({ apiKey: { workspaces } }: Props) {
  return <>{workspaces?.map(({ name }) => name).join(', ') || text.allWorkspaces}</>;
}

export function RevokeButton({ apiKey, onRevoke }: Props & { onRevoke: (key: ApiKey) => void }) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      h={30}
      aria-label={text.revokeKey(apiKey.name)}
      onClick={() => onRevoke(apiKey)}
    >
      {text.revoke}
    </Button>
  );
}
