import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { withParts } from '../lib/search';

export type DialogName =
  'add' | 'edit' | 'rotate' | 'duplicate' | 'revoke' | 'restore' | 'share' | 'delete' | 'rollback';

/** `credential` is the one it is about; `service` fills in the form of a new one. */
export type DialogAddress = { dialog: DialogName; credential?: string; service?: string };

const closed = { dialog: null, credential: null, service: null };

/** An open dialog is part of the address, above whichever screen is shown. */
export function useDialog() {
  const [search, setSearch] = useSearchParams();

  const open = useCallback(
    (address: DialogAddress) => setSearch((known) => withParts(known, { ...closed, ...address })),
    [setSearch],
  );

  const close = useCallback(() => setSearch((known) => withParts(known, closed), { replace: true }), [setSearch]);

  return {
    open,
    close,
    dialog: search.get('dialog') as DialogName | null,
    credential: search.get('credential'),
    service: search.get('service'),
  };
}
