import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

type Options = { count: number; height: number; keyOf: (index: number) => string; more: () => void; hasMore: boolean };

/** Only the rows near the window exist; the next page is asked for before its place is reached. */
export function useVirtualRows<E extends HTMLElement>({ count, height, keyOf, more, hasMore }: Options) {
  const list = useRef<E>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const box = list.current?.getBoundingClientRect();
    if (box) setTop(box.top + window.scrollY);
  }, []);

  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => height,
    getItemKey: keyOf,
    overscan: 12,
    scrollMargin: top,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= count - 15) more();
  });

  const before = (rows[0]?.start ?? top) - top;
  const after = virtualizer.getTotalSize() - ((rows.at(-1)?.end ?? top) - top);
  return { list, rows, before: Math.max(0, before), after: Math.max(0, after), measure: virtualizer.measureElement };
}
