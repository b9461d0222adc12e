import { dayOf, endOfDay } from './days';

/** When something expires, as people choose it: in so many days, never, on a day, or as before. */
export type Expiry = '30' | '90' | '365' | 'none' | 'date' | 'keep';

const day = 86_400_000;

export const presets = ['30', '90', '365'] as const;

/** The end of the day that is so many days ahead, in the time zone of the browser. */
export function inDays(days: number, now: number): string {
  return endOfDay(dayOf(now + days * day));
}

/** The time to send; null for never, undefined for as before or where no day is chosen yet. */
export function expiresAt(expiry: Expiry, chosenDay: string, now: number): string | null | undefined {
  switch (expiry) {
    case 'keep':
      return undefined;
    case 'none':
      return null;
    case 'date':
      return chosenDay ? endOfDay(chosenDay) : undefined;
    default:
      return inDays(Number(expiry), now);
  }
}

/** The presets that end no later than what is there: an API key can only be narrowed. */
export function earlierPresets(latest: string | null, now: number): (typeof presets)[number][] {
  return presets.filter((days) => latest === null || inDays(Number(days), now) <= latest);
}
