import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTable } from '@tanstack/react-table';
import type { Credential } from '../../api/types';
import { credentials as text } from '../../text/credentials';
import { credentialColumns, features, sortOfColumn } from './columns';
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
  const table = useTable({
    features,
    columns: credentialColumns,
    data: items,
    getRowId: (credential) => credential.id,
  });
  const tableRows = table.getRowModel().rows;
  const { list, rows, before, after, measure } = useVirtualRows<HTMLTableElement>({
    count: tableRows.length,
    height: 57,
    keyOf: (index) => tableRows[index]?.id ?? String(index),
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
          {table.getHeaderGroups()[0]?.headers.map((header) => (
            <SortableHeader key={header.id} id={header.id} sort={sort} onSort={onSort}>
              {header.isPlaceholder ? null : <table.FlexRender header={header} />}
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
        const row = tableRows[index];
        return (
          row && (
            <TableRow key={key} index={index} credential={row.original} selection={selection} measure={measure}>
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className={classes[cell.column.id]}>
                  <table.FlexRender cell={cell} />
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

type HeaderProps = { id: string; sort: string; onSort: (sort: string) => void; children: ReactNode };

function SortableHeader({ id, sort, onSort, children }: HeaderProps) {
  const key = sortOfColumn[id];
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
