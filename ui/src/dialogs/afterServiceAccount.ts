import { accountMadeUnder } from '../api/lookings';
import { deleteServiceAccount, useReadAccountsAgain } from '../api/serviceAccounts';
import type { ServiceAccount } from '../api/types';
import { serviceAccounts } from '../text/serviceAccounts';
import type { Aftermath } from './useAftermath';

const { aftermath: text } = serviceAccounts;

type Read = ReturnType<typeof useReadAccountsAgain>;

/** Longer than any call lasts, and than the clocks of server and browser differ. */
const longestCall = 10 * 60_000;

const page = '/settings/service-accounts';

/** What may have become of a service account whose form was left while the server was saving it. */
export function afterCreateAccount(name: string, read: Read): Aftermath {
  const since = Date.now() - longestCall;
  return {
    subject: accountMadeUnder(name),
    name,
    nothing: text.notMade(name),
    look: async () => {
      const made = (await read()).find((one) => one.name === name && Date.parse(one.createdAt) >= since);
      return made
        ? {
            said: text.created(name),
            to: page,
            undo: {
              label: serviceAccounts.delete,
              run: async () => {
                await deleteServiceAccount(made);
                await read();
                return serviceAccounts.deleted(name);
              },
            },
          }
        : null;
    },
  };
}

/** What may have become of a change of a service account that was cancelled. */
export const afterChangeAccount = ({ id, name, version }: ServiceAccount, read: Read): Aftermath => ({
  subject: id,
  name,
  nothing: text.unchanged(name),
  look: async () => {
    const now = (await read()).find((one) => one.id === id);
    return now && now.version > version ? { said: text.updated(now.name), to: page } : null;
  },
});

/** What may have become of a deletion that was cancelled. */
export const afterDeleteAccount = ({ id, name }: ServiceAccount, read: Read): Aftermath => ({
  subject: id,
  name,
  nothing: text.unchanged(name),
  look: async () => ((await read()).some((one) => one.id === id) ? null : { said: text.deleted(name) }),
});
