import type { ApiKey } from '../../api/types';
import { RelativeTime } from '../../parts/RelativeTime';
import { apiKeys as text } from '../../text/settings';
import { KeyExpiry, KeyMade, KeyMenu, KeyScopes, KeyUses, KeyWorkspaces, type KeyAction } from './KeyParts';
import classes from './settings.module.css';

type Props = { keys: ApiKey[]; onAction: (action: KeyAction, key: ApiKey) => void };

export function ApiKeyTable({ keys, onAction }: Props) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={text.title}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{text.name}</th>
            <th>{text.scopes}</th>
            <th>{text.workspaces}</th>
            <th className={classes.number}>{text.uses}</th>
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
                <KeyMade apiKey={key} />
              </td>
              <td>
                <KeyScopes apiKey={key} />
              </td>
              <td>
                <KeyWorkspaces apiKey={key} />
              </td>
              <td className={classes.number}>
                <KeyUses apiKey={key} />
              </td>
              <td>
                <RelativeTime at={key.lastUsedAt} />
              </td>
              <td>
                <KeyExpiry apiKey={key} />
              </td>
              <td className={classes.menu}>
                <KeyMenu apiKey={key} onAction={onAction} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
