import type { Credential } from '../../api/types';
import { nextEvent } from '../../lib/status';
import { useNow } from '../../parts/useNow';

export function NextEvent({ credential, none = '—' }: { credential: Credential; none?: string }) {
  const now = useNow();
  return <span title={credential.statusReason ?? undefined}>{nextEvent(credential, now) ?? none}</span>;
}
