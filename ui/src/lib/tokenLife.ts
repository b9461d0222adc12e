import type { Credential } from '../api/types';
import { tokenText as text } from '../text/credential';

type Facts = Pick<NonNullable<Credential['oauth']>, 'tokenIssuedAt' | 'tokenExpiresAt' | 'nextRefreshAt'>;

export type TokenLife = {
  /** How much of it is over, from 0 to 1. */
  elapsed: number;
  /** Where the next refresh lies, from 0 to 1; null if none is planned within it. */
  refresh: number | null;
  /** Milliseconds until it ends; negative after that. */
  left: number;
  untilRefresh: number | null;
};

const within = (share: number) => Math.min(1, Math.max(0, share));

/** How far an access token is in its life; null where the service does not say when it ends. */
export function tokenLife({ tokenIssuedAt, tokenExpiresAt, nextRefreshAt }: Facts, now: number): TokenLife | null {
  if (!tokenIssuedAt || !tokenExpiresAt) return null;
  const [from, to] = [Date.parse(tokenIssuedAt), Date.parse(tokenExpiresAt)];
  const refreshAt = nextRefreshAt ? Date.parse(nextRefreshAt) : null;
  const share = (at: number) => (to > from ? within((at - from) / (to - from)) : 1);
  return {
    elapsed: share(now),
    refresh: refreshAt !== null && refreshAt < to ? share(refreshAt) : null,
    left: to - now,
    untilRefresh: refreshAt === null ? null : refreshAt - now,
  };
}

/** "42 min": seconds only within the last minute. */
export function duration(millis: number): string {
  const seconds = Math.ceil(Math.abs(millis) / 1_000);
  if (seconds < 60) return text.seconds(seconds);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return text.minutes(minutes);
  const hours = Math.round(minutes / 60);
  return hours < 24 ? text.hours(hours) : text.days(Math.round(hours / 24));
}
