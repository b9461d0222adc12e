import type { AuditEvent } from '../../api/types';
import type { Tone } from '../../lib/status';
import { Dot } from '../../parts/StatusDot';
import { audit as text } from '../../text/audit';

const tones: Record<AuditEvent['outcome'], Tone> = { ok: 'ok', refused: 'warn', failed: 'bad' };

export function EventOutcome({ outcome }: { outcome: AuditEvent['outcome'] }) {
  return (
    <span>
      <Dot tone={tones[outcome]} />
      {text.outcomes[outcome]}
    </span>
  );
}
