import { Button, CopyButton } from '@mantine/core';
import { useState } from 'react';
import { useLiveRefusal, useLiveUse } from '../api/credentialDetails';
import type { Credential } from '../api/types';
import type { Language } from '../lib/snippets';
import { RelativeTime } from '../parts/RelativeTime';
import { common } from '../text/common';
import { useIt as text } from '../text/useIt';
import { LiveLine } from './LiveLine';
import { Refusal } from './Refusal';
import { Snippets } from './Snippets';
import classes from './useIt.module.css';

/** What an engine needs to use a credential: its id and name, calls that are ready to run, and whether one has come. */
export function UseIt({ credential, seesUses }: { credential: Credential; seesUses: boolean }) {
  const [language, setLanguage] = useState<Language>('curl');
  return (
    <div className={classes.useIt}>
      <div className={classes.copies}>
        <CopyText label={text.copyId} value={credential.id} />
        <CopyText label={text.copyName} value={credential.name} />
      </div>
      <Snippets credential={credential} language={language} onLanguage={setLanguage} />
      <p className={classes.help}>{text.help(language)}</p>
      {refusing.has(credential.status) ? (
        <LiveLine tone="bad">{text.refused}</LiveLine>
      ) : (
        seesUses && <LiveUse credential={credential} />
      )}
    </div>
  );
}

/** Statuses in which every use is refused. */
const refusing = new Set<Credential['status']>([
  'unreadable',
  'revoked',
  'deactivated',
  'pending',
  'needs_reauthorization',
  'expired',
]);

function CopyText({ label, value }: { label: string; value: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button size="compact-sm" h={26} variant="default" onClick={copy}>
          {copied ? common.copied : label}
        </Button>
      )}
    </CopyButton>
  );
}

/** Turns into what was seen as soon as an engine has used the credential. */
function LiveUse({ credential }: { credential: Credential }) {
  const { lastUsedAt, by, waiting } = useLiveUse(credential);
  const refusal = useLiveRefusal(credential.id, waiting && !lastUsedAt);
  if (refusal?.actor.id && (!lastUsedAt || refusal.at > lastUsedAt))
    return (
      <LiveLine tone="bad" aside={<RelativeTime at={refusal.at} />}>
        {text.refusedFor(refusal.actor.name ?? refusal.actor.id)}{' '}
        <Refusal credential={credential.id} apiKey={refusal.actor.id} reason={refusal.reason} />
      </LiveLine>
    );
  if (!lastUsedAt) return <LiveLine tone="off">{waiting ? text.waiting : text.stopped}</LiveLine>;
  return (
    <LiveLine tone="ok">
      {text.seen} <RelativeTime at={lastUsedAt} within />
      {by && ` ${text.by(by)}`}
    </LiveLine>
  );
}
