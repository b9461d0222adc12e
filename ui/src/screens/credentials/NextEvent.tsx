import type { Credential } from '../../api/types';
import { nextEvent } from '../../lib/status';
import { useNow } from '../../parts/useNow';

export function NextEvent({ credential }: { credential: Credential }) {
  const now = useNow();
  return <span title={credential.statusReason ?? undefined}>{nextEvent(credential, now)}</span>;
}
