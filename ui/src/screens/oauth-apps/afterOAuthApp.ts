import { appMadeUnder } from '../../api/lookings';
import { deleteOAuthApp, type useReadAppsAgain } from '../../api/oauthApps';
import type { OAuthApp } from '../../api/types';
import type { Aftermath } from '../../dialogs/useAftermath';
import { oauthApps } from '../../text/oauthApps';

const { aftermath: text } = oauthApps;

type Read = ReturnType<typeof useReadAppsAgain>;

/** Longer than any call lasts, and than the clocks of server and browser differ. */
const longestCall = 10 * 60_000;

const page = '/settings/oauth-apps';

/** What may have become of an OAuth app whose form was left while the server was saving it. */
export function afterCreateApp(name: string, read: Read): Aftermath {
  const since = Date.now() - longestCall;
  return {
    subject: appMadeUnder(name),
    name,
    nothing: text.notMade(name),
    look: async () => {
      const made = (await read()).find((one) => one.name === name && Date.parse(one.createdAt) >= since);
      return made
        ? {
            said: text.created(name),
            to: page,
            undo: {
              label: oauthApps.delete,
              run: async () => {
                await deleteOAuthApp(made);
                await read();
                return oauthApps.deleted(name);
              },
            },
          }
        : null;
    },
  };
}

/** What may have become of a change of an OAuth app that was cancelled. */
export const afterChangeApp = ({ id, name, version }: OAuthApp, read: Read): Aftermath => ({
  subject: id,
  name,
  nothing: text.unchanged(name),
  look: async () => {
    const now = (await read()).find((one) => one.id === id);
    return now && now.version > version ? { said: text.updated(now.name), to: page } : null;
  },
});

/** What may have become of a deletion that was cancelled. */
export const afterDeleteApp = ({ id, name }: OAuthApp, read: Read): Aftermath => ({
  subject: id,
  name,
  nothing: text.unchanged(name),
  look: async () => ((await read()).some((one) => one.id === id) ? null : { said: text.deleted(name) }),
});
