import type { ApiKey } from '../../api/types';
import { RelativeTime } from '../../parts/RelativeTime';
import { apiKeys as text } from '../../text/settings';
import { Facts } from '../credential/Facts';
import { KeyExpiry, KeyMade, KeyMenu, KeyScopes, KeyUses, KeyWorkspaces, type KeyAction } from './KeyParts';
import classes from './settings.module.css';

type Props = { keys: ApiKey[]; onAction: (action: KeyAction, key: ApiKey) => void };

/** The keys where there is no room for a table. */
export function ApiKeyCards({ keys, onAction }: Props) {
  return (
    <ul className={classes.cards} aria-label={text.title}>
      {keys.map((key) => (
        <li key={key.id}>
          <div className={classes.cardTop}>
            <div>
              <b>{key.name}</b>
              <KeyMade apiKey={key} />
            </div>
            <KeyMenu apiKey={key} onAction={onAction} />
          </div>
          <Facts
            facts={[
              [text.scopes, <KeyScopes key="scopes" apiKey={key} />],
              [text.workspaces, <KeyWorkspaces key="workspaces" apiKey={key} />],
              [text.uses, <KeyUses key="uses" apiKey={key} />],
              [text.lastUsed, <RelativeTime key="used" at={key.lastUsedAt} />],
              [text.expires, <KeyExpiry key="expires" apiKey={key} />],
            ]}
          />
        </li>
      ))}
    </ul>
  );
}
