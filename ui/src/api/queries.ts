import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from './problem';
import { meKey } from './session';

/** A session may end at any call: asking who is signed in then leads to the sign-in screen. */
export function createQueries(): QueryClient {
  const onError = (error: Error) => {
    const me = queries.getQueryState(meKey);
    if (isProblem(error) && error.status === 401 && me?.status === 'success')
      void queries.invalidateQueries({ queryKey: meKey });
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // A browser may think that it is offline and be wrong; a call that waits for the network would be made after
      // it was cancelled.
      mutations: { networkMode: 'always' },
      queries: {
        networkMode: 'always',
        staleTime: 10_000,
        retry: (count, error) => count < 2 && isProblem(error) && (error.status === 0 || error.status >= 500),
      },
    },
  });
  return queries;
}
