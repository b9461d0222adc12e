import type { EngineUse } from '../api/types';
import { usage as text } from '../text/credential';

/** An engine outside Mortise: its API key, whose key that is, and the flow that it names. */
export type Engine = Pick<EngineUse, 'flow' | 'serviceAccount' | 'ended'> & { key: string };

/** What an engine is called, and what else there is to say of it: key, service account, how the key ended. */
export function describeEngine({ key, flow, serviceAccount, ended }: Engine): { name: string; notes: string[] } {
  const account = serviceAccount?.name;
  const notes = [
    (flow || account) && key && text.key(key),
    flow && account && text.account(account),
    ended && text.ended[ended],
  ];
  return { name: flow || account || key || text.noName, notes: notes.filter((note) => !!note) as string[] };
}
