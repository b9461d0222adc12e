import type { CSSProperties } from 'react';
import type { CredentialStatus, Credential } from '../api/types';
import { isUntested, statusWord, toneOf, type Tone } from '../lib/status';
import { useNow } from './useNow';
import classes from './parts.module.css';

export function Dot({ tone }: { tone: Tone }) {
  return (
    <span className={classes.dot} data-tone={tone} style={{ '--dot': `var(--${tone})` } as CSSProperties} aria-hidden />
  );
}

export function StatusDot({
  credential,
}: {
  credential: Pick<Credential, 'expiresAt' | 'lastTestedAt'> & { status: CredentialStatus };
}) {
  const now = useNow();
  return (
    <span className={classes.status}>
      <Dot tone={isUntested(credential) ? 'new' : toneOf(credential.status)} />
      {statusWord(credential, now)}
    </span>
  );
}
