type Asker = () => Promise<boolean>;

let asker: Asker | null = null;

/** The dialog that asks for the password registers itself here while it is mounted. */
export function onConfirmation(ask: Asker): () => void {
  asker = ask;
  return () => {
    asker = null;
  };
}

export function confirmIdentity(): Promise<boolean> {
  return asker ? asker() : Promise.resolve(false);
}
