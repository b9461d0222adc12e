import { Button, Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useId, useState } from 'react';
import { useEndSession, useSessions } from '../../api/session';
import type { OpenSession } from '../../api/types';
import { browserOf } from '../../lib/browsers';
import { Chip } from '../../parts/Chip';
import { ProblemNotice } from '../../parts/Notice';
import parts from '../../parts/parts.module.css';
import { QueryFailed } from '../../parts/QueryFailed';
import { WorkButton } from '../../parts/WorkButton';
import { Working } from '../../parts/Working';
import { RelativeTime } from '../../parts/RelativeTime';
import { account as text } from '../../text/settings';
import { EndSessionsDialog } from './EndSessionsDialog';
import classes from './settings.module.css';

export function SessionList() {
  const sessions = useSessions();
  const titleId = useId();
  const [ending, setEnding] = useState(false);
  const own = sessions.data?.filter(({ current }) => current) ?? [];
  const others = sessions.data?.filter(({ current }) => !current) ?? [];
  return (
    <section className={`${parts.panel} ${classes.block}`} aria-labelledby={titleId}>
      <div className={classes.blockTop}>
        <h2 id={titleId}>{text.sessionsTitle}</h2>
        {others.length > 0 && (
          <Button variant="default" onClick={() => setEnding(true)}>
            {text.endOthers}
          </Button>
        )}
      </div>
      <p className={classes.lead}>{sessions.data && others.length === 0 ? text.none : text.sessionsLead}</p>
      <QueryFailed what={text.sessions} query={sessions} />
      {sessions.isPending && <Skeleton h={90} />}
      <ul className={classes.sessions} aria-label={text.sessions}>
        {[...own, ...others].map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {ending && <EndSessionsDialog count={others.length} onClose={() => setEnding(false)} />}
    </section>
  );
}

function SessionRow({ session: { id, device, address, createdAt, lastSeenAt, current } }: { session: OpenSession }) {
  const end = useEndSession();
  const browser = browserOf(device);
  const confirmed = () => notifications.show({ message: text.ended, color: 'var(--ok)' });
  return (
    <li>
      <div className={classes.cardTop}>
        <div>
          <b title={device}>{browser}</b> {current && <Chip>{text.current}</Chip>}
          <div className={classes.made}>
            {address} · {text.lastSeen} <RelativeTime at={lastSeenAt} within /> · {text.started}{' '}
            <RelativeTime at={createdAt} within />
          </div>
        </div>
        {!current && (
          <WorkButton
            variant="default"
            size="compact-sm"
            h={30}
            aria-label={text.endOne(browser, address)}
            busy={end.isPending}
            onClick={() => end.mutate(id, { onSuccess: confirmed })}
          >
            {text.end}
          </WorkButton>
        )}
      </div>
      <Working running={end.isPending} onCancel={end.cancel} />
      <ProblemNotice error={end.error} />
    </li>
  );
}
