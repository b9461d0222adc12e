import type { Aftermath } from './useAftermath';

type Item = { id: string; name: string; createdAt: string };

/** What is said of items of one kind, which their names tell apart. */
type Kind<T extends Item> = {
  page: string;
  /** All items as they are now. */
  read: () => Promise<T[]>;
  /** Names a created item among the calls that are looked after. */
  subject: (name: string) => string;
  said: { notMade: (name: string) => string; made: (name: string) => string };
  undo: { label: string; run: (made: T) => Promise<unknown>; said: (name: string) => string };
};

/** Longer than any call lasts, and than the clocks of server and browser differ. */
const longestCall = 10 * 60_000;

/** What may have become of an item whose form was left while the server was saving it. */
export function afterCreate<T extends Item>(name: string, { page, read, subject, said, undo }: Kind<T>): Aftermath {
  const since = Date.now() - longestCall;
  return {
    subject: subject(name),
    name,
    nothing: said.notMade(name),
    look: async () => {
      const made = (await read()).find((one) => one.name === name && Date.parse(one.createdAt) >= since);
      if (!made) return null;
      const run = async () => {
        await undo.run(made);
        await read();
        return undo.said(name);
      };
      return { said: said.made(name), to: page, undo: { label: undo.label, run } };
    },
  };
}

type Seen = { id: string; name: string; version: number };
type Said = {
  unchanged: (name: string) => string;
  updated: (name: string) => string;
  deleted: (name: string) => string;
};

/** What may have become of a change that was cancelled. */
export const afterUpdate = (
  { id, name, version }: Seen,
  read: () => Promise<Seen[]>,
  page: string,
  said: Said,
): Aftermath => ({
  subject: id,
  name,
  nothing: said.unchanged(name),
  look: async () => {
    const now = (await read()).find((one) => one.id === id);
    return now && now.version > version ? { said: said.updated(now.name), to: page } : null;
  },
});

/** What may have become of a deletion that was cancelled. */
export const afterDelete = ({ id, name }: Seen, read: () => Promise<Seen[]>, said: Said): Aftermath => ({
  subject: id,
  name,
  nothing: said.unchanged(name),
  look: async () => ((await read()).some((one) => one.id === id) ? null : { said: said.deleted(name) }),
});
