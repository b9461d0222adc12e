import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export type DialogName =
  'add' | 'edit' | 'rotate' | 'duplicate' | 'revoke' | 'restore' | 'share' | 'delete' | 'rollback';

/** `credential` is the one it is about; `service` fills in the form of a new one. */
export type DialogAddress = { dialog: DialogName; credential?: string; service?: string };

const parts = ['dialog', 'credential', 'service'] as const;

/** An open dialog is part of the address, above whichever screen is shown. */
export function useDialog() {
  const [search, setSearch] = useSearchParams();

  const open = useCallback(
    (address: DialogAddress) =>
      setSearch((known) => {
        const next = new URLSearchParams(known);
        for (const part of parts) next.delete(part);
        for (const part of parts) if (address[part]) next.set(part, address[part]);
        return next;
      }),
    [setSearch],
  );

  const close = useCallback(
    () =>
      setSearch(
        (known) => {
          const next = new URLSearchParams(known);
          for (const part of parts) next.delete(part);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );

  return {
    open,
    close,
    dialog: search.get('dialog') as DialogName | null,
    credential: search.get('credential'),
    service: search.get('service'),
  };
}
