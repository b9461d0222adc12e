import type { CredentialUsage, EngineUse } from '../api/types';
import { describeEngine, type Engine } from '../lib/engines';
import { usedBy as text } from '../text/credential';
import { RelativeTime } from './RelativeTime';

type Use = Engine & { uses: number; lastAt: string | null };

/** "Used 12,947 times in the last 30 days by order-sync (key engine), last time 5 days ago." */
function UsedBy({ uses }: { uses: Use[] }) {
  const names = uses.map((use) => describeEngine(use)).map(({ name, notes }) => text.named(name, notes));
  const total = uses.reduce((sum, use) => sum + use.uses, 0);
  const last = uses
    .map(({ lastAt }) => lastAt)
    .filter((at) => at !== null)
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

/** The engines that used a credential; what people did with it is no engine's use. */
export function UsedByUsers({ users }: Pick<CredentialUsage, 'users'>) {
  return <UsedBy uses={users.map((user) => ({ ...user, key: user.name, uses: user.ok + user.failed }))} />;
}

/** The same of engines that lose a credential, or keep it from being deleted. */
export function UsedByEngines({ engines }: { engines: EngineUse[] }) {
  return <UsedBy uses={engines.map((use) => ({ ...use, key: use.key?.name ?? '', lastAt: use.lastUsedAt }))} />;
}
