import type { CredentialUsage, EngineUse } from '../api/types';
import { usedBy as text } from '../text/credential';
import { RelativeTime } from './RelativeTime';

type User = Pick<CredentialUsage['users'][number], 'name' | 'flow' | 'lastAt'>;

/** "Used 12,947 times in the last 30 days by order-sync, last time 5 days ago." */
export function UsedBy({ usage: { users, total } }: { usage: { users: User[]; total: number } }) {
  const names = users.map(({ name, flow }) => (flow ? text.flowOfKey(flow, name) : name)).filter(Boolean);
  const last = users
    .map(({ lastAt }) => lastAt)
    .filter((at) => at !== null && at !== undefined)
    .sort()
    .at(-1);
  return (
    <>
      {text.used(total, names.slice(0, 5), Math.max(0, names.length - 5))}
      {last && (
        <>
          {text.lastTime} <RelativeTime at={last} within />
        </>
      )}
      .
    </>
  );
}

/** The same of engines that lose a credential, or keep it from being deleted. */
export function UsedByEngines({ engines }: { engines: EngineUse[] }) {
  const users = engines.map(({ key, flow, lastUsedAt }) => ({ name: key?.name ?? '', flow, lastAt: lastUsedAt }));
  return <UsedBy usage={{ users, total: engines.reduce((sum, { uses }) => sum + uses, 0) }} />;
}
