import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import type { Credential } from '../../api/types';
import { RelativeTime } from '../../parts/RelativeTime';
import { StatusDot } from '../../parts/StatusDot';
import { columns as text } from '../../text/credentials';
import { NameCell } from './NameCell';
import { NextEvent } from './NextEvent';
import { ScopeMark } from './ScopeMark';

export const features = tableFeatures({});

/** Column → what the server sorts by. */
export const sortOfColumn: Record<string, string> = { name: 'name', lastUsed: 'lastUsedAt' };

const column = createColumnHelper<typeof features, Credential>();

export const credentialColumns = column.columns([
  column.display({ id: 'name', header: text.name, cell: ({ row }) => <NameCell credential={row.original} /> }),
  column.display({
    id: 'method',
    header: text.method,
    cell: ({ row }) => <span title={row.original.methodName}>{row.original.methodName}</span>,
  }),
  column.display({ id: 'scope', header: text.scope, cell: ({ row }) => <ScopeMark credential={row.original} /> }),
  column.display({ id: 'status', header: text.status, cell: ({ row }) => <StatusDot credential={row.original} /> }),
  column.display({
    id: 'lastUsed',
    header: text.lastUsed,
    cell: ({ row }) => <RelativeTime at={row.original.lastUsedAt} />,
  }),
  column.display({ id: 'next', header: text.next, cell: ({ row }) => <NextEvent credential={row.original} /> }),
]);
