import type { Credential, StatusCure } from '../api/types';
import { due as text } from '../text/credential';
import { statusName, toneOf, isUntested, type Tone } from './status';
import { daysUntil } from './time';

/** A rotation or an expiry is announced this many days ahead. */
const DAYS_AHEAD = 14;

export type DueAction = Exclude<StatusCure, 'check_root_key'> | 'rollback';

/** What a credential needs next: one sentence, what it means, and the one action that settles it. */
export type Due = { tone: Tone; title: string; text: string; action: DueAction | null };

type Facts = Pick<
  Credential,
  'status' | 'statusReason' | 'statusCure' | 'lastTestedAt' | 'expiresAt' | 'rotateBy' | 'rollbackUntil'
>;

/** The most urgent thing; null where there is nothing to do. */
export function dueOf(credential: Facts, now: number): Due | null {
  const { status, rotateBy, rollbackUntil } = credential;
  if (status !== 'active') return ofStatus(credential);
  if (isUntested(credential)) return { tone: 'off', title: text.untested, text: text.untestedHelp, action: 'test' };
  if (rotateBy && daysUntil(rotateBy, now) <= DAYS_AHEAD)
    return {
      tone: 'warn',
      title: text.rotation(daysUntil(rotateBy, now)),
      text: text.rotationHelp,
      action: 'rotate',
    };
  return rollbackUntil ? { tone: 'off', title: text.rollBack, text: text.rollBackHelp, action: 'rollback' } : null;
}

function ofStatus({ status, statusReason, statusCure }: Facts): Due {
  const tone = toneOf(status);
  const title = statusName(status);
  const reason = statusReason ?? '';
  return statusCure === 'check_root_key'
    ? { tone, title, text: `${reason} ${text.checkRootKey}`, action: null }
    : { tone, title, text: reason, action: statusCure ?? null };
}
