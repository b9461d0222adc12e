import type { ReactNode } from 'react';
import type { Credential } from '../../api/types';
import { RelativeTime } from '../../parts/RelativeTime';
import { StatusDot } from '../../parts/StatusDot';
import { columns as text } from '../../text/credentials';
import { NameCell } from './NameCell';
import { NextEvent } from './NextEvent';
import { ScopeMark } from './ScopeMark';

type Column = {
  id: string;
  header: string;
  /** What the server sorts by, where it does. */
  sort?: string;
  cell: (credential: Credential) => ReactNode;
};

export const columns: Column[] = [
  { id: 'name', header: text.name, sort: 'name', cell: (credential) => <NameCell credential={credential} /> },
  {
    id: 'method',
    header: text.method,
    cell: ({ methodName }) => <span title={methodName}>{methodName}</span>,
  },
  { id: 'scope', header: text.scope, cell: (credential) => <ScopeMark credential={credential} /> },
  { id: 'status', header: text.status, cell: (credential) => <StatusDot credential={credential} /> },
  {
    id: 'lastUsed',
    header: text.lastUsed,
    sort: 'lastUsedAt',
    cell: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} />,
  },
  { id: 'next', header: text.next, cell: (credential) => <NextEvent credential={credential} /> },
];
