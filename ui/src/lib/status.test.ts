import { describe, expect, it } from 'vitest';
import { dayOf, endOfDay } from './days';
import { isFarOff, nextEvent, statuses, statusName, statusWord, toneOf } from './status';

const now = Date.parse('2026-11-20T12:00:00Z');
const plain = {
  status: 'active',
  expiresAt: null,
  rotateBy: null,
  revokedBy: null,
  lastTest: null,
  lastTestedAt: null,
} as const;

describe('statusWord', () => {
  it('says how long an expiring credential has', () => {
    expect(statusWord({ ...plain, status: 'expiring', expiresAt: '2026-11-29T10:00:00Z' }, now)).toBe('Expires in 9 d');
  });

  it('says so on the last day', () => {
    const expiresAt = endOfDay(dayOf(now));
    expect(statusWord({ ...plain, status: 'expiring', expiresAt }, now)).toBe('Expires today');
  });

  it('does not call good what nobody has tested', () => {
    expect(statusWord(plain, now)).toBe('Untested');
    expect(statusWord({ ...plain, lastTestedAt: '2026-11-19T10:00:00Z' }, now)).toBe('Active');
  });

  it('gives no tone both to what was never tested and to what is out of use', () => {
    expect(toneOf('untested')).not.toBe(toneOf('revoked'));
    expect(toneOf('untested')).not.toBe(toneOf('deactivated'));
  });

  it('has a word and a tone for every status', () => {
    for (const status of statuses) {
      expect(statusName(status)).not.toBe('');
      expect(toneOf(status)).toBeTruthy();
    }
  });
});

describe('nextEvent', () => {
  it('names the earlier of expiry and rotation', () => {
    const credential = { ...plain, expiresAt: '2027-02-03T00:00:00Z', rotateBy: '2026-11-24T12:00:00Z' };
    expect(nextEvent(credential, now)).toBe('Rotate by 24 Nov');
  });

  it('says of every date what is due then', () => {
    expect(nextEvent({ ...plain, rotateBy: '2027-01-11T12:00:00Z' }, now)).toBe('Rotate by 11 Jan 2027');
    expect(nextEvent({ ...plain, expiresAt: '2027-01-11T12:00:00Z' }, now)).toBe('Expires 11 Jan 2027');
  });

  it.each([
    ['2026-12-01T12:00:00Z', false],
    ['2027-01-11T12:00:00Z', true],
  ])('knows whether %s is far off', (rotateBy, farOff) => {
    expect(isFarOff({ ...plain, rotateBy }, now)).toBe(farOff);
  });

  it('never takes a fault for a date that is far off', () => {
    const failing = { ...plain, status: 'failing', rotateBy: '2027-01-11T12:00:00Z' } as const;
    expect(isFarOff(failing, now)).toBe(false);
  });

  it('names who revoked', () => {
    expect(nextEvent({ ...plain, status: 'revoked', revokedBy: 'Mia' }, now)).toBe('Revoked by Mia');
  });

  it('says what the service answered and when', () => {
    const lastTest = { ok: false, message: 'Unauthorized', httpStatus: 401, latencyMillis: 80 };
    const credential = { ...plain, status: 'failing', lastTest, lastTestedAt: '2026-11-20T09:00:00Z' } as const;
    expect(nextEvent(credential, now)).toBe('HTTP 401, 3 h ago');
  });

  it('is nothing where nothing comes', () => {
    expect(nextEvent(plain, now)).toBeNull();
  });
});
