import { time as text } from '../text/time';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const exactFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** "2 min ago", "in 9 d"; beyond two weeks the date, with its year only where it is another one. */
export function relativeTime(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  const size = Math.abs(distance);
  if (size < 45_000) return text.justNow;
  if (size >= 14 * day) return shortDate(iso, now);
  if (distance > 0) return text.ahead(amountOf(size));
  return round(size, hour) >= 24 && round(size, day) === 1 ? text.yesterday : text.ago(amountOf(size));
}

function amountOf(size: number): string {
  // One unit for one duration: 23 h 40 min are 1 d, as 24 h are.
  if (round(size, minute) < 60) return text.minutes(round(size, minute));
  return round(size, hour) < 24 ? text.hours(round(size, hour)) : text.days(round(size, day));
}

export function shortDate(iso: string, now: number): string {
  const date = new Date(iso);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayMonth : dayMonthYear).format(date);
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** "14:41" of the same day, "3 Nov 14:41" of another. */
export function clockTime(iso: string, now: number): string {
  const date = new Date(iso);
  const time = clock.format(date);
  return date.toDateString() === new Date(now).toDateString() ? time : `${shortDate(iso, now)} ${time}`;
}

/** With the zone it is told in: who reads it elsewhere must not guess. */
export function exactTime(iso: string): string {
  return exactFormat.format(new Date(iso));
}

export function daysUntil(iso: string, now: number): number {
  return Math.ceil((Date.parse(iso) - now) / day);
}

function round(size: number, unit: number): number {
  return Math.max(1, Math.round(size / unit));
}
