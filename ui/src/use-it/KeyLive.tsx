import type { ApiKeyUse } from '../api/types';
import { RelativeTime } from '../parts/RelativeTime';
import { keyUse } from '../text/settings';
import { useIt as text } from '../text/useIt';
import { LiveLine } from './LiveLine';
import { Refusal } from './Refusal';

type Props = { id: string; name: string; last: ApiKeyUse | null; waiting: boolean };

/** Waits for the first request with an API key and tells how it ended, a refusal too. */
export function KeyLive({ id, name, last, waiting }: Props) {
  if (!last)
    return (
      <LiveLine tone="off" aside={waiting && text.refusedToo}>
        {waiting ? (
          <>
            {text.waitingFor} <b>{name}</b>
          </>
        ) : (
          text.stopped
        )}
      </LiveLine>
    );
  return (
    <LiveLine tone={last.outcome === 'ok' ? 'ok' : 'bad'} aside={<RelativeTime at={last.at} />}>
      {keyUse.outcome(last.outcome, last.credential?.name)}{' '}
      {last.outcome !== 'ok' && (
        <Refusal credential={last.credential?.id} apiKey={id} reason={last.reason ?? undefined} />
      )}
    </LiveLine>
  );
}
