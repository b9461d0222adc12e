import { useCallback } from 'react';
import { useAddressParts } from '../lib/cameFrom';
import { withParts } from '../lib/search';

export type DialogName =
  | 'add'
  | 'create-key'
  | 'create-engine-key'
  | KeyDialogName
  | 'create-service-account'
  | AccountDialogName
  | 'create-app'
  | AppDialogName
  | 'edit'
  | 'rotate'
  | 'reauthorize'
  | 'duplicate'
  | 'revoke'
  | 'restore'
  | 'share'
  | 'delete'
  | 'rollback';

/** Dialogs about an API key. */
export type KeyDialogName = 'edit-key' | 'rotate-key' | 'revoke-key';

/** Dialogs about a service account. */
export type AccountDialogName = 'edit-service-account' | 'delete-service-account';

/** Dialogs about an OAuth app. */
export type AppDialogName = 'edit-app' | 'add-app-secret' | 'remove-app-secret' | 'delete-app';

/**
 * `credential`, `key`, `oauthApp` or `account` is the one it is about; `account` also owns a new API key, and `service` fills in the
 * form of a new credential.
 */
export type DialogAddress = {
  dialog: DialogName;
  credential?: string;
  key?: string;
  account?: string;
  oauthApp?: string;
  service?: string;
  method?: string;
};

const closed = {
  dialog: null,
  credential: null,
  key: null,
  account: null,
  oauthApp: null,
  service: null,
  method: null,
};

/** An open dialog is part of the address, above whichever screen is shown. */
export function useDialog() {
  const [search, setSearch] = useAddressParts();

  const open = useCallback(
    (address: DialogAddress) => setSearch((known) => withParts(known, { ...closed, ...address })),
    [setSearch],
  );

  /** What was picked in the form of a new one: a reload begins with the same form. */
  const pick = useCallback(
    (picked: { service: string | null; method: string | null }) =>
      setSearch((known) => (known.get('dialog') === 'add' ? withParts(known, picked) : known), { replace: true }),
    [setSearch],
  );

  const close = useCallback(() => setSearch((known) => withParts(known, closed), { replace: true }), [setSearch]);

  return {
    open,
    pick,
    close,
    dialog: search.get('dialog') as DialogName | null,
    credential: search.get('credential'),
    key: search.get('key'),
    account: search.get('account'),
    oauthApp: search.get('oauthApp'),
    service: search.get('service'),
    method: search.get('method'),
  };
}
