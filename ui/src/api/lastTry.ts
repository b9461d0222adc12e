import { skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import type { TestResult } from './types';

/** A test that could not decide changes nothing that is stored: it is remembered in this session only. */
export type LastTry = { at: string; message: string };

const root = 'inconclusive-test';

/** Remembers that the last test of a credential could not decide; any other result makes that obsolete. */
export function rememberTry(queries: QueryClient, id: string, { inconclusive, message }: TestResult) {
  queries.setQueryDefaults([root], { gcTime: Infinity });
  if (inconclusive) queries.setQueryData<LastTry>([root, id], { at: new Date().toISOString(), message });
  else queries.setQueryData<LastTry | null>([root, id], null);
}

export function useInconclusiveTry(id: string): LastTry | null {
  const known = useQuery<LastTry | null>({ queryKey: [root, id], queryFn: skipToken, staleTime: Infinity });
  return known.data ?? null;
}
