import type { Credential, CredentialStatus } from '../api/types';
import { next as text, status as words, statusWords } from '../text/status';
import { dayOf } from './days';
import { daysUntil, relativeTime, shortDate } from './time';

/** A status as screens show it: active ones that were not tested since their secret was saved stand apart. */
export type ShownStatus = CredentialStatus | 'untested';

export type Tone = 'ok' | 'warn' | 'bad' | 'auth' | 'new' | 'off';

/** In the order of the health bar. */
export const statuses: ShownStatus[] = [
  'active',
  'untested',
  'expiring',
  'rotation_due',
  'failing',
  'expired',
  'unreadable',
  'needs_reauthorization',
  'pending',
  'revoked',
  'deactivated',
];

const tones: Record<ShownStatus, Tone> = {
  active: 'ok',
  untested: 'new',
  expiring: 'warn',
  rotation_due: 'warn',
  failing: 'bad',
  expired: 'bad',
  unreadable: 'bad',
  needs_reauthorization: 'auth',
  pending: 'off',
  revoked: 'off',
  deactivated: 'off',
};

export const toneOf = (status: ShownStatus): Tone => tones[status];

export const statusName = (status: ShownStatus): string => statusWords[status];

/** What nobody has tried is not called good: a credential without a fault whose secret was not tested since it was saved. */
export function isUntested({ status, lastTestedAt }: Pick<Credential, 'status' | 'lastTestedAt'>): boolean {
  return status === 'active' && !lastTestedAt;
}

/** The word of a row: for an expiring credential it says how long it has. */
export function statusWord(credential: Pick<Credential, 'status' | 'expiresAt' | 'lastTestedAt'>, now: number): string {
  if (isUntested(credential)) return statusWords.untested;
  if (credential.status === 'expiring' && credential.expiresAt) {
    if (dayOf(credential.expiresAt) === dayOf(now)) return words.expiresToday;
    return words.expiresIn(Math.max(0, daysUntil(credential.expiresAt, now)));
  }
  return statusWords[credential.status];
}

type Dated = Pick<Credential, 'status' | 'expiresAt' | 'rotateBy' | 'revokedBy' | 'lastTest' | 'lastTestedAt'>;

/** A rotation or an expiry is announced this many days ahead. */
export const DAYS_AHEAD = 14;

/** What is due next for a credential, or what is wrong with it since when. */
export function nextEvent(credential: Dated, now: number): string | null {
  switch (credential.status) {
    case 'revoked':
      return credential.revokedBy ? text.revokedBy(credential.revokedBy) : text.revoked;
    case 'failing': {
      const { lastTest, lastTestedAt } = credential;
      const answer = lastTest?.httpStatus ? text.failedWith(lastTest.httpStatus) : text.failing;
      return lastTestedAt ? text.failedAt(answer, relativeTime(lastTestedAt, now)) : answer;
    }
    case 'pending':
      return text.pending;
    case 'deactivated':
      return text.deactivated;
    case 'unreadable':
      return text.unreadable;
    case 'needs_reauthorization':
      return text.needsReauthorization;
    default:
      return nextDue(credential, now);
  }
}

const nextAt = ({ expiresAt, rotateBy }: Dated) => [expiresAt, rotateBy].filter(Boolean).sort()[0] ?? null;

/** Whether it is only a date far ahead, which needs nothing yet. */
export function isFarOff(credential: Dated, now: number): boolean {
  const at = nextAt(credential);
  return at !== null && nextEvent(credential, now) === nextDue(credential, now) && daysUntil(at, now) > DAYS_AHEAD;
}

/** The next date and what is due then. */
function nextDue(credential: Dated, now: number): string | null {
  const { expiresAt, rotateBy } = credential;
  if (expiresAt && expiresAt === nextAt(credential)) {
    const date = shortDate(expiresAt, now);
    return Date.parse(expiresAt) < now ? text.expired(date) : text.expires(date);
  }
  return rotateBy ? text.rotateBy(shortDate(rotateBy, now)) : null;
}
