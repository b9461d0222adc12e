import type { Credential, StatusCure } from '../api/types';
import { due as text } from '../text/credential';
import { DAYS_AHEAD, statusName, toneOf, isUntested, type Tone } from './status';
import { daysUntil } from './time';

export type DueAction = Exclude<StatusCure, 'check_root_key'> | 'rollback' | 'add_address';

/** What a credential needs next: one sentence, what it means, and the one action that settles it. */
export type Due = { tone: Tone; title: string; text: string; action: DueAction | null };

type Facts = Pick<
  Credential,
  'status' | 'statusReason' | 'statusCure' | 'lastTestedAt' | 'expiresAt' | 'rotateBy' | 'rollbackUntil'
>;

/** Whether Mortise can test a credential, perhaps once it has an address to test with. */
export type Testable = 'yes' | 'needs address' | 'no';

const untested: Record<Testable, Due | null> = {
  yes: { tone: 'new', title: text.untested, text: text.untestedHelp, action: 'test' },
  'needs address': { tone: 'new', title: text.untested, text: text.addressHelp, action: 'add_address' },
  no: null,
};

/** The most urgent thing; null where there is nothing to do. */
export function dueOf(credential: Facts, now: number, testable: Testable = 'yes'): Due | null {
  const { status, rotateBy, rollbackUntil } = credential;
  if (status !== 'active') return ofStatus(credential);
  if (isUntested(credential) && untested[testable]) return untested[testable];
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
