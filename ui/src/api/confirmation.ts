type Asker = () => Promise<boolean>;

let asker: Asker | null = null;
let asked: Promise<boolean> | null = null;
let confirmed = 0;

/** The dialog that asks for the password registers itself here while it is mounted. */
export function onConfirmation(ask: Asker): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = null;
  };
}

/** How often it was confirmed until now: what a call was sent under. */
export function confirmations(): number {
  return confirmed;
}

/**
 * Asks for the password, once for all calls that wait for it: each of them gets the same answer.
 * A call sent before a confirmation that was refused only after it needs no further one.
 */
export function confirmIdentity(sentUnder: number): Promise<boolean> {
  if (confirmed > sentUnder) return Promise.resolve(true);
  asked ??= ask().finally(() => {
    asked = null;
  });
  return asked;
}

async function ask(): Promise<boolean> {
  const yes = asker ? await asker() : false;
  if (yes) confirmed += 1;
  return yes;
}
