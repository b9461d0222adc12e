type Asker = () => Promise<boolean>;

/** Something that a person has to answer before a refused call is repeated. */
export type Question = {
  /** The dialog that asks registers itself here while it is mounted. */
  onAsked: (ask: Asker) => () => void;
  /** How often it was answered with yes until now: what a call was sent under. */
  confirmations: () => number;
  /**
   * Asks once for all calls that wait: each of them gets the same answer. A call sent before a yes that was refused only
   * after it needs no further one. Where nobody can be asked the answer is no. After a no, only a call that insists asks
   * again: what is read in the background does not.
   */
  confirm: (sentUnder: number, insist?: boolean) => Promise<boolean>;
  /** Whether somebody is asked now. */
  asking: () => boolean;
  /** Calls back when `asking` changes. */
  onChange: (listener: () => void) => () => void;
};

export function createQuestion(): Question {
  let asker: Asker | null = null;
  let asked: Promise<boolean> | null = null;
  let confirmed = 0;
  let declined = false;
  const listeners = new Set<() => void>();
  const changed = () => listeners.forEach((listener) => listener());

  const ask = async () => {
    const yes = asker ? await asker() : false;
    if (yes) confirmed += 1;
    declined = !yes;
    return yes;
  };
  return {
    onAsked: (ask) => {
      asker = ask;
      return () => {
        if (asker === ask) asker = null;
      };
    },
    confirmations: () => confirmed,
    confirm: (sentUnder, insist = true) => {
      if (confirmed > sentUnder) return Promise.resolve(true);
      if (declined && !insist) return Promise.resolve(false);
      if (asked) return asked;
      asked = ask().finally(() => {
        asked = null;
        changed();
      });
      changed();
      return asked;
    },
    asking: () => asked !== null && asker !== null,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Is it still the same person? Some steps want the password again. */
export const identity = createQuestion();

/** The session has ended: the person signs in above what is on the screen, and goes on with it. */
export const session = createQuestion();
