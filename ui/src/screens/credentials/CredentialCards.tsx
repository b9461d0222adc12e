import { Checkbox } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { Credential } from '../../api/types';
import { RelativeTime } from '../../parts/RelativeTime';
import { StatusDot } from '../../parts/StatusDot';
import { credentials as text } from '../../text/credentials';
import { NameCell } from './NameCell';
import { NextEvent } from './NextEvent';
import { RowMenu } from './RowMenu';
import { ScopeMark } from './ScopeMark';
import type { Selection } from './useSelection';
import { useVirtualRows } from './useVirtualRows';
import classes from './cards.module.css';

type Props = { items: Credential[]; selection: Selection; more: () => void; hasMore: boolean };

const narrowest = 280;

/** The grid, and the list where there is no room for a table. */
export function CredentialCards({ items, selection, more, hasMore }: Props) {
  const { ref, width } = useElementSize();
  const columns = Math.max(1, Math.floor((width + 12) / (narrowest + 12)));
  const { list, rows, before, after, measure } = useVirtualRows<HTMLDivElement>({
    count: Math.ceil(items.length / columns),
    height: 142,
    keyOf: (index) => `${columns}:${items[index * columns]?.id ?? index}`,
    more,
    hasMore,
  });
  return (
    <div ref={ref}>
      <div ref={list} style={{ paddingTop: before, paddingBottom: after }}>
        {rows.map(({ index, key }) => (
          <div
            key={key}
            ref={measure}
            data-index={index}
            className={classes.rowOfCards}
            style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
          >
            {items.slice(index * columns, (index + 1) * columns).map((credential) => (
              <Card key={credential.id} credential={credential} selection={selection} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function Card({ credential, selection }: { credential: Credential; selection: Selection }) {
  const selected = selection.has(credential.id);
  return (
    <article className={classes.card} data-selected={selected || undefined}>
      <div className={classes.cardTop}>
        <div className={classes.cardName}>
          <NameCell credential={credential} />
        </div>
        <Checkbox
          size="sm"
          aria-label={text.select(credential.name)}
          checked={selected}
          onChange={() => selection.toggle(credential.id)}
        />
        <RowMenu credential={credential} size={34} />
      </div>
      <div className={classes.cardFacts}>
        <div>
          <StatusDot credential={credential} />
          <ScopeMark credential={credential} />
        </div>
        <div>{credential.methodName}</div>
        <div>
          <span>
            {text.used} <RelativeTime at={credential.lastUsedAt} within />
          </span>
          <NextEvent credential={credential} none="" />
        </div>
      </div>
      {credential.notes && <div className={classes.notes}>{credential.notes}</div>}
    </article>
  );
}
