import type { CredentialStatus, Credential } from '../api/types';
import { isUntested, statusWord, toneOf, type Tone } from '../lib/status';
import { useNow } from './useNow';
import classes from './parts.module.css';

export function Dot({ tone }: { tone: Tone }) {
  return <span className={classes.dot} style={{ background: `var(--${tone})` }} aria-hidden />;
}

export function StatusDot({
  credential,
}: {
  credential: Pick<Credential, 'expiresAt' | 'lastTestedAt'> & { status: CredentialStatus };
}) {
  const now = useNow();
  return (
    <span className={classes.status}>
      <Dot tone={isUntested(credential) ? 'off' : toneOf(credential.status)} />
      {statusWord(credential, now)}
    </span>
  );
}
