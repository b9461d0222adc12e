import type { Credential, CredentialStatus } from '../api/types';
import { daysUntil, relativeTime, shortDate } from './time';

export type Tone = 'ok' | 'warn' | 'bad' | 'auth' | 'off';

/** In the order of the health bar. */
export const statuses: CredentialStatus[] = [
  'active',
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

const tones: Record<CredentialStatus, Tone> = {
  active: 'ok',
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

const words: Record<CredentialStatus, string> = {
  active: 'Active',
  expiring: 'Expiring',
  rotation_due: 'Rotation due',
  failing: 'Failing',
  expired: 'Expired',
  unreadable: 'Unreadable',
  needs_reauthorization: 'Re-authorize',
  pending: 'Pending',
  revoked: 'Revoked',
  deactivated: 'Deactivated',
};

export const toneOf = (status: CredentialStatus): Tone => tones[status];

export const statusName = (status: CredentialStatus): string => words[status];

/** The word of a row: for an expiring credential it says how long it has. */
export function statusWord(credential: Pick<Credential, 'status' | 'expiresAt'>, now: number): string {
  if (credential.status === 'expiring' && credential.expiresAt) {
    return `Expires in ${Math.max(0, daysUntil(credential.expiresAt, now))} d`;
  }
  return words[credential.status];
}

type Dated = Pick<Credential, 'status' | 'expiresAt' | 'rotateBy' | 'revokedBy' | 'lastTest' | 'lastTestedAt'>;

/** What comes next for a credential, or what is wrong with it since when. */
export function nextEvent(credential: Dated, now: number): string | null {
  switch (credential.status) {
    case 'revoked':
      return credential.revokedBy ? `revoked by ${credential.revokedBy}` : 'revoked';
    case 'failing': {
      const answer = credential.lastTest?.httpStatus ? String(credential.lastTest.httpStatus) : 'failing';
      return credential.lastTestedAt ? `${answer}, ${relativeTime(credential.lastTestedAt, now)}` : answer;
    }
    case 'pending':
      return 'waits for its secret';
    case 'deactivated':
      return 'its owner left';
    case 'unreadable':
      return 'cannot be opened';
    case 'needs_reauthorization':
      return 'refused by the service';
    default:
      return nextDate(credential, now);
  }
}

function nextDate({ expiresAt, rotateBy }: Dated, now: number): string | null {
  if (expiresAt && (!rotateBy || expiresAt <= rotateBy)) {
    return `${Date.parse(expiresAt) < now ? 'expired' : 'expires'} ${shortDate(expiresAt, now)}`;
  }
  return rotateBy ? `rotate by ${shortDate(rotateBy, now)}` : null;
}
