import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApiKeys, useLiveKey } from '../../api/apiKeys';
import { refreshCredentials, useCredentialSearch } from '../../api/credentials';

/** How far a new organization has come: its newest credential, its newest API key, and the first use by any key. */
export function useFirstSteps() {
  const credentials = useCredentialSearch('', 1, { sort: '-createdAt' });
  const keys = useApiKeys();
  const key = keys.data?.[0] ?? null;
  const credential = credentials.data?.items[0] ?? null;
  const live = useLiveKey(credential && key ? key.id : null);
  const user = keys.data?.find(({ lastUsedAt }) => lastUsedAt);
  const seen = live.last?.outcome === 'ok' ? live.last : null;
  const queries = useQueryClient();
  // What is listed below was read before the first use.
  useEffect(() => {
    if (seen) refreshCredentials(queries);
  }, [seen, queries]);
  return {
    loading: !credentials.data || !keys.data,
    credential,
    key,
    last: live.last,
    waiting: live.waiting,
    use: seen ? { key: key?.name ?? '', credential: seen.credential?.name } : user ? { key: user.name } : null,
    failed: [credentials, keys].find(({ isError }) => isError),
  };
}
