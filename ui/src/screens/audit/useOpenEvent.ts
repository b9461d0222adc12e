import { useAddressParts } from '../../lib/cameFrom';
import { withParts } from '../../lib/search';

/** Which event is open is part of the address: it can be shared, and Back closes it. */
export function useOpenEvent() {
  const [search, setSearch] = useAddressParts();
  const seq = Number(search.get('event'));
  return {
    seq: Number.isSafeInteger(seq) && seq > 0 ? seq : null,
    open: (event: { seq: number }) => setSearch((known) => withParts(known, { event: String(event.seq) })),
    close: () => setSearch((known) => withParts(known, { event: null }), { replace: true }),
  };
}
