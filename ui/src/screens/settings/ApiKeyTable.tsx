import { Button } from '@mantine/core';
import type { ApiKey } from '../../api/types';
import { Chip } from '../../parts/Chip';
import { RelativeTime } from '../../parts/RelativeTime';
import { apiKeys as text } from '../../text/settings';
import classes from './settings.module.css';

export function ApiKeyTable({ keys, onRevoke }: { keys: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={text.title}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{text.name}</th>
            <th>{text.scopes}</th>
            <th>{text.workspaces}</th>
            <th>{text.lastUsed}</th>
            <th>{text.expires}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td>
                {key.name}
                <div className={classes.lead} style={{ margin: 0, fontSize: 12.5 }}>
                  <RelativeTime at={key.createdAt} /> {text.by(key.createdBy.name)}
                </div>
              </td>
              <td>
                <span className={classes.chips}>
                  {key.scopes.map((scope) => (
                    <Chip key={scope}>{scope === 'runtime:resolve' ? `${scope} · ${text.resolves}` : scope}</Chip>
                  ))}
                </span>
              </td>
              <td>{key.workspaces?.map(({ name }) => name).join(', ') || text.allWorkspaces}</td>
              <td>
                <RelativeTime at={key.lastUsedAt} />
              </td>
              <td>
                <RelativeTime at={key.expiresAt} />
              </td>
              <td>
                <Button
                  variant="default"
                  size="compact-sm"
                  h={28}
                  aria-label={text.revokeKey(key.name)}
                  onClick={() => onRevoke(key)}
                >
                  {text.revoke}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
