import type { ApiKey } from '../../api/types';
import { RelativeTime } from '../../parts/RelativeTime';
import { apiKeys as text } from '../../text/settings';
import { Facts } from '../credential/Facts';
import { KeyMade, KeyScopes, KeyWorkspaces, RevokeButton } from './KeyParts';
import classes from './settings.module.css';

type Props = { keys: ApiKey[]; onRevoke: (key: ApiKey) => void };

/** The keys where there is no room for a table. */
export function ApiKeyCards({ keys, onRevoke }: Props) {
  return (
    <ul className={classes.cards} aria-label={text.title}>
      {keys.map((key) => (
        <li key={key.id}>
          <div className={classes.cardTop}>
            <div>
              <b>{key.name}</b>
              <KeyMade apiKey={key} />
            </div>
            <RevokeButton apiKey={key} onRevoke={onRevoke} />
          </div>
          <Facts
            facts={[
              [text.scopes, <KeyScopes key="scopes" apiKey={key} />],
              [text.workspaces, <KeyWorkspaces key="workspaces" apiKey={key} />],
              [text.lastUsed, <RelativeTime key="used" at={key.lastUsedAt} />],
              [text.expires, <RelativeTime key="expires" at={key.expiresAt} />],
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
