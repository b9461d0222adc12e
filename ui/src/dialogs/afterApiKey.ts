import { revokeApiKey, type useReadKeysAgain } from '../api/apiKeys';
import { keyMadeUnder } from '../api/lookings';
import { apiKeys as text } from '../text/settings';
import type { Aftermath } from './useAftermath';

/** Longer than any call lasts, and than the clocks of server and browser differ. */
const longestCall = 10 * 60_000;

/** What may have become of an API key whose form was left while the server was saving it: nobody has its token. */
export function afterCreateKey(name: string, read: ReturnType<typeof useReadKeysAgain>): Aftermath {
  const since = Date.now() - longestCall;
  return {
    subject: keyMadeUnder(name),
    name,
    nothing: text.notMade(name),
    look: async () => {
      const made = (await read()).find((one) => one.name === name && Date.parse(one.createdAt) >= since);
      return made
        ? {
            said: text.madeUnseen(name),
            to: '/settings/api-keys',
            undo: {
              label: text.revoke,
              run: async () => {
                await revokeApiKey(made);
                await read();
                return text.revoked(name);
              },
            },
          }
        : null;
    },
  };
}
