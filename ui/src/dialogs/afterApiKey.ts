import { revokeApiKey, type useReadKeysAgain } from '../api/apiKeys';
import { keyMadeUnder } from '../api/lookings';
import { apiKeys as text } from '../text/settings';
import { afterCreate } from './afterNamed';

/** Nobody has the token of a key that was created unseen. */
export const afterCreateKey = (name: string, read: ReturnType<typeof useReadKeysAgain>) =>
  afterCreate(name, {
    page: '/settings/api-keys',
    read,
    subject: keyMadeUnder,
    said: { notMade: text.notMade, made: text.madeUnseen },
    undo: { label: text.revoke, run: (made) => revokeApiKey(made), said: text.revoked },
  });
