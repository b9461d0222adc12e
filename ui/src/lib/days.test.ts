import { afterEach, describe, expect, it, vi } from 'vitest';
import { dayOf, endOfDay, startOfDay } from './days';

afterEach(() => vi.unstubAllEnvs());

describe('endOfDay', () => {
  it.each([
    ['UTC', '2027-02-03T23:59:59.999Z'],
    ['Pacific/Auckland', '2027-02-03T10:59:59.999Z'],
    ['America/Los_Angeles', '2027-02-04T07:59:59.999Z'],
  ])('is the last instant of the day in %s', (zone, instant) => {
    vi.stubEnv('TZ', zone);
    expect(endOfDay('2027-02-03')).toBe(instant);
  });

  it('minds the day on which the clocks change', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    expect(startOfDay('2026-10-25')).toBe('2026-10-24T22:00:00.000Z');
    expect(endOfDay('2026-10-25')).toBe('2026-10-25T22:59:59.999Z');
  });
});

describe('dayOf', () => {
  it.each(['UTC', 'Pacific/Auckland', 'America/Los_Angeles'])('gives back the day that was picked in %s', (zone) => {
    vi.stubEnv('TZ', zone);
    expect(dayOf(endOfDay('2027-12-31'))).toBe('2027-12-31');
    expect(dayOf(startOfDay('2027-01-01'))).toBe('2027-01-01');
  });
});
