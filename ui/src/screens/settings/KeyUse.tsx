import { Text } from '@mantine/core';
import { useApiKey } from '../../api/apiKeys';
import type { ApiKey } from '../../api/types';
import { RelativeTime } from '../../parts/RelativeTime';
import { keyUse as text } from '../../text/settings';

/** How much a key is used, and how its last use ended: what a change of it would stop. */
export function KeyUse({ apiKey: { id, uses, lastUsedAt } }: { apiKey: ApiKey }) {
  const last = useApiKey(id).data?.lastUse;
  if (!lastUsedAt && uses === 0)
    return (
      <Text span c="dimmed">
        {text.never}
      </Text>
    );
  return (
    <Text span c="dimmed">
      {text.uses(uses)}
      {lastUsedAt && (
        <>
          {text.last} <RelativeTime at={lastUsedAt} within />
        </>
      )}
      . {last && text.outcome(last.outcome, last.credential?.name)}
    </Text>
  );
}
