import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { rememberTry } from '../../api/lastTry';
import { refreshCredentials, revokeCredential, testCredential } from '../../api/credentials';
import type { Credential, TestResult } from '../../api/types';

export type BulkKind = 'test' | 'revoke';

export type BulkItem = {
  id: string;
  name: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  test?: TestResult;
  message?: string;
};

const atOnce = 4;

/** Runs one action over many credentials, a few at a time; one that fails does not stop the others. */
export function useBulk() {
  const queries = useQueryClient();
  const [kind, setKind] = useState<BulkKind>('test');
  const [items, setItems] = useState<BulkItem[]>([]);
  const generation = useRef(0);

  const runOne = async (action: BulkKind, seen: Credential): Promise<Partial<BulkItem>> => {
    const { id } = seen;
    try {
      if (action === 'revoke') await revokeCredential(seen);
      else {
        const test = await testCredential(id);
        rememberTry(queries, id, test);
        return { state: test.ok ? 'done' : 'failed', test };
      }
      return { state: 'done' };
    } catch (error) {
      return { state: 'failed', message: error instanceof Error ? error.message : '' };
    }
  };

  const run = async (action: BulkKind, credentials: Credential[]) => {
    const mine = (generation.current += 1);
    const update = (id: string, change: Partial<BulkItem>) => {
      if (mine !== generation.current) return;
      setItems((known) => known.map((item) => (item.id === id ? { ...item, ...change } : item)));
    };
    setKind(action);
    setItems(credentials.map(({ id, name }) => ({ id, name, state: 'waiting' })));
    const waiting = [...credentials];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        update(next.id, { state: 'running' });
        update(next.id, await runOne(action, next));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    refreshCredentials(queries);
  };

  const done = items.filter(({ state }) => state === 'done' || state === 'failed').length;
  return { kind, items, done, run, busy: done < items.length };
}

export type Bulk = ReturnType<typeof useBulk>;
