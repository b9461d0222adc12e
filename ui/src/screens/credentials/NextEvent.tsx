import type { Credential } from '../../api/types';
import { nextDue, nextEvent } from '../../lib/status';
import { useNow } from '../../parts/useNow';

export function NextEvent({ credential, none = '—' }: { credential: Credential; none?: string }) {
  const now = useNow();
  const title = credential.statusReason ?? nextDue(credential, now) ?? undefined;
  return <span title={title}>{nextEvent(credential, now) ?? none}</span>;
}
