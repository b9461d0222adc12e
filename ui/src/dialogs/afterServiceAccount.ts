import { accountMadeUnder } from '../api/lookings';
import { deleteServiceAccount, type useReadAccountsAgain } from '../api/serviceAccounts';
import type { ServiceAccount } from '../api/types';
import { serviceAccounts } from '../text/serviceAccounts';
import { afterCreate, afterDelete, afterUpdate } from './afterNamed';

const { aftermath: text } = serviceAccounts;

type Read = ReturnType<typeof useReadAccountsAgain>;

const page = '/settings/service-accounts';

export const afterCreateAccount = (name: string, read: Read) =>
  afterCreate(name, {
    page,
    read,
    subject: accountMadeUnder,
    said: { notMade: text.notMade, made: text.created },
    undo: { label: serviceAccounts.delete, run: (made) => deleteServiceAccount(made), said: serviceAccounts.deleted },
  });

export const afterChangeAccount = (account: ServiceAccount, read: Read) => afterUpdate(account, read, page, text);

export const afterDeleteAccount = (account: ServiceAccount, read: Read) => afterDelete(account, read, text);
