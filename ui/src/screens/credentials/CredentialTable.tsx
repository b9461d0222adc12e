import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Credential } from '../../api/types';
import { credentials as text } from '../../text/credentials';
import { columns } from './columns';
import { TableRow } from './TableRow';
import type { Selection } from './useSelection';
import { useVirtualRows } from './useVirtualRows';
import classes from './table.module.css';

type Props = {
  items: Credential[];
  selection: Selection;
  more: () => void;
  hasMore: boolean;
  sort: string;
  onSort: (sort: string) => void;
};

export function CredentialTable({ items, selection, more, hasMore, sort, onSort }: Props) {
  const { list, rows, before, after, measure } = useVirtualRows<HTMLTableElement>({
    count: items.length,
    height: 57,
    keyOf: (index) => items[index]?.id ?? String(index),
    more,
    hasMore,
  });

  return (
    <table ref={list} className={classes.table} aria-rowcount={hasMore ? -1 : items.length + 1}>
      <thead>
        <tr>
          <th className={classes.tick}>
            <Checkbox
              size="xs"
              aria-label={text.selectAll}
              checked={selection.all}
              indeterminate={selection.chosen.length > 0 && !selection.all}
              onChange={selection.toggleAll}
            />
          </th>
          {columns.map(({ id, header, sort: key }) => (
            <SortableHeader key={id} id={id} by={key} sort={sort} onSort={onSort}>
              {header}
            </SortableHeader>
          ))}
          <td className={classes.more} />
        </tr>
      </thead>
      {before > 0 && (
        <tbody aria-hidden>
          <tr style={{ height: before }} />
        </tbody>
      )}
      {rows.map(({ index, key }) => {
        const credential = items[index];
        return (
          credential && (
            <TableRow key={key} index={index} credential={credential} selection={selection} measure={measure}>
              {columns.map(({ id, cell }) => (
                <td key={id} className={classes[id]}>
                  {cell(credential)}
                </td>
              ))}
            </TableRow>
          )
        );
      })}
      {after > 0 && (
        <tbody aria-hidden>
          <tr style={{ height: after }} />
        </tbody>
      )}
    </table>
  );
}

type HeaderProps = {
  id: string;
  by: string | undefined;
  sort: string;
  onSort: (sort: string) => void;
  children: ReactNode;
};

function SortableHeader({ id, by: key, sort, onSort, children }: HeaderProps) {
  if (!key) return <th className={classes[id]}>{children}</th>;
  const descending = sort === `-${key}`;
  const sorted = descending || sort === key;
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  return (
    <th className={classes[id]} aria-sort={sorted ? (descending ? 'descending' : 'ascending') : undefined}>
      <button type="button" className={classes.sort} onClick={() => onSort(sort === key ? `-${key}` : key)}>
        {children}
        {sorted && <Arrow size={12} aria-hidden />}
      </button>
    </th>
  );
}
