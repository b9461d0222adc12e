import { ActionIcon, CopyButton, SegmentedControl } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useLiveUse } from '../api/credentialDetails';
import type { Credential } from '../api/types';
import { languages, snippet, type Language } from '../lib/snippets';
import { common } from '../text/common';
import { useIt as text } from '../text/useIt';
import { Mono } from './Chip';
import { RelativeTime } from './RelativeTime';
import { Dot } from './StatusDot';
import classes from './parts.module.css';

/** What an engine needs to use a credential: its id and name, calls that are ready to run, and whether one has come. */
export function UseIt({ credential, mayView }: { credential: Credential; mayView: boolean }) {
  const [language, setLanguage] = useState<Language>('curl');
  const code = snippet(language, window.location.origin, credential.id);
  return (
    <div className={classes.useIt}>
      <CopyLine label={text.id} value={credential.id} />
      <CopyLine label={text.name} value={credential.name} />
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={text.language}
        value={language}
        onChange={(next) => setLanguage(next as Language)}
        data={languages.map((value) => ({ value, label: text.languages[value] }))}
      />
      <div className={classes.snippet} role="group" aria-label={text.snippet}>
        <pre role="region" aria-label={text.languages[language]} tabIndex={0}>
          {code}
        </pre>
        <CopyIcon value={code} label={`${common.copy}: ${text.languages[language]}`} />
      </div>
      <p className={classes.useItHelp}>{language === 'proxy' ? text.callKey : text.key}</p>
      {mayView && <LiveUse credential={credential} />}
    </div>
  );
}

function CopyLine({ label, value }: { label: string; value: string }) {
  return (
    <div className={classes.copyLine}>
      <span>{label}</span>
      <Mono>{value}</Mono>
      <CopyIcon value={value} label={`${common.copy}: ${label}`} />
    </div>
  );
}

function CopyIcon({ value, label }: { value: string; label: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={copied ? common.copied : label}
          title={copied ? common.copied : label}
          onClick={copy}
        >
          {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}

/** Turns into what was seen as soon as an engine has used the credential. */
function LiveUse({ credential }: { credential: Credential }) {
  const { lastUsedAt, by } = useLiveUse(credential);
  return (
    <p className={classes.useItHelp} role="status">
      <Dot tone={lastUsedAt ? 'ok' : 'off'} />{' '}
      {lastUsedAt ? (
        <>
          {text.seen} <RelativeTime at={lastUsedAt} within />
          {by && ` ${text.by(by)}`}
        </>
      ) : (
        text.waiting
      )}
    </p>
  );
}
