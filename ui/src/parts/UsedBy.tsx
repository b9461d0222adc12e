import type { CredentialUsage } from '../api/types';
import { usedBy as text } from '../text/credential';
import { RelativeTime } from './RelativeTime';

/** "Used 12,947 times in the last 30 days by order-sync, last time 5 days ago." */
export function UsedBy({ usage }: { usage: CredentialUsage }) {
  const names = usage.users.map(({ name, flow }) => (flow ? text.flowOfKey(flow, name) : name)).filter(Boolean);
  const last = usage.users
    .map(({ lastAt }) => lastAt)
    .filter((at) => at !== null && at !== undefined)
    .sort()
    .at(-1);
  return (
    <>
      {text.used(usage.total, names.slice(0, 5), Math.max(0, names.length - 5))}
      {last && (
        <>
          {text.lastTime} <RelativeTime at={last} within />
        </>
      )}
      .
    </>
  );
}
