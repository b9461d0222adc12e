import { useRefreshCredential } from '../../api/credentials';
import type { Credential } from '../../api/types';
import { clockTime, exactTime } from '../../lib/time';
import { duration, tokenLife, type TokenLife } from '../../lib/tokenLife';
import { Notice, ProblemNotice } from '../../parts/Notice';
import { tell } from '../../parts/toasts';
import { useClock } from '../../parts/useClock';
import { WorkButton } from '../../parts/WorkButton';
import { tokenText as text } from '../../text/credential';
import { Panel } from './Facts';
import classes from './token.module.css';

type OAuth = NonNullable<Credential['oauth']>;
type Props = { credential: Credential; oauth: OAuth };

/** How long the access token lives, when the next one comes, and what went wrong with the last. */
export function TokenPanel({ credential, oauth }: Props) {
  const refresh = useRefreshCredential(credential);
  const impossible = whyNot(credential, oauth);
  const run = () => refresh.mutate(undefined, { onSuccess: ({ name }) => tell({ message: text.refreshed(name) }) });
  return (
    <Panel
      title={text.title}
      note={oauth.refreshable ? text.automatic : text.notRefreshable}
      aside={
        <span title={impossible ?? undefined}>
          <WorkButton
            variant="default"
            size="compact-sm"
            h={28}
            busy={refresh.isPending}
            disabled={impossible !== null}
            onClick={run}
          >
            {text.refresh}
          </WorkButton>
        </span>
      }
    >
      <Life credential={credential} oauth={oauth} />
      <div className={classes.notices}>
        {oauth.lastError && (
          <Notice tone="bad" title={text.lastError}>
            {oauth.lastError}
          </Notice>
        )}
        <ProblemNotice error={refresh.error} />
      </div>
    </Panel>
  );
}

/** Why nobody can ask for another token now; null if one can. */
function whyNot({ status }: Credential, { refreshable }: OAuth): string | null {
  if (status === 'revoked') return text.revoked;
  if (status === 'needs_reauthorization') return text.authorizeFirst;
  return refreshable ? null : text.notRefreshableHelp;
}

function Life({ credential, oauth }: Props) {
  const now = useClock();
  const life = tokenLife(oauth, now);
  if (!oauth.tokenIssuedAt) return <p className={classes.line}>{text.none}</p>;
  if (!life) return <p className={classes.line}>{text.endless}</p>;
  const next = nextOf(credential, oauth, life);
  return (
    <>
      <p className={classes.line}>
        <b>{life.left > 0 ? text.endsIn(duration(life.left)) : text.endedAgo(duration(life.left))}</b>
        {next && <span>{next}</span>}
      </p>
      <Bar life={life} />
      <p className={classes.ends}>
        <span>
          {text.issued} <ClockTime at={oauth.tokenIssuedAt} now={now} />
        </span>
        <span>
          {life.left > 0 ? text.ends : text.ended} <ClockTime at={oauth.tokenExpiresAt ?? ''} now={now} />
        </span>
      </p>
    </>
  );
}

/** Nothing is refreshed before a person has acted. */
function nextOf({ status }: Credential, { refreshable }: OAuth, { untilRefresh, left }: TokenLife): string | null {
  if (status === 'needs_reauthorization' || status === 'revoked') return null;
  if (!refreshable) return left > 0 ? text.notRefreshableHelp : text.authorizeAgain;
  if (untilRefresh === null) return null;
  return untilRefresh > 0 ? text.nextIn(duration(untilRefresh)) : text.nextUse;
}

function Bar({ life: { elapsed, refresh, left } }: { life: TokenLife }) {
  return (
    <div
      className={classes.bar}
      role="progressbar"
      aria-label={text.lifetime}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(elapsed * 100)}
      aria-valuetext={left > 0 ? text.endsIn(duration(left)) : text.endedAgo(duration(left))}
    >
      <span data-over={left <= 0 || undefined} style={{ width: `${elapsed * 100}%` }} />
      {refresh !== null && <i style={{ insetInlineStart: `${refresh * 100}%` }} />}
    </div>
  );
}

function ClockTime({ at, now }: { at: string; now: number }) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      {clockTime(at, now)}
    </time>
  );
}
