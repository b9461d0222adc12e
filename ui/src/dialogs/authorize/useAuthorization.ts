import { useCallback, useEffect, useRef, useState } from 'react';
import {
  cancelHandoff,
  useBeginHandoff,
  useChoose,
  useHandoff,
  type BegunHandoff,
  type NewHandoff,
} from '../../api/handoffs';

const popup = 'popup,width=640,height=760';

/** A person on the way to a service and back, in a window of its own. */
export function useAuthorization() {
  const [begun, setBegun] = useState<BegunHandoff | null>(null);
  const [blocked, setBlocked] = useState(false);
  const [accepted, accept] = useState(false);
  const [choice, pick] = useState<string | null>(null);
  const opened = useRef<Window | null>(null);
  const open = useRef<string | null>(null);
  const begin = useBeginHandoff();
  const { data: progress, error } = useHandoff(begun?.id ?? null);
  const choosing = useChoose(begun?.id ?? null);
  const state = begun ? (progress?.state ?? 'waiting') : 'none';

  const end = useCallback(() => {
    opened.current?.close();
    opened.current = null;
    // A person who is still at the service must not connect it later. A hand-off that is saved is not changed by this.
    if (open.current) void cancelHandoff(open.current).catch(() => undefined);
    open.current = null;
  }, []);
  useEffect(() => end, [end]);
  useEffect(() => {
    if (state === 'none' || state === 'waiting') return;
    opened.current?.close();
    opened.current = null;
  }, [state]);

  /** Opens the window at once, while the browser still knows that somebody clicked. */
  const start = (body: NewHandoff, refused: (error: Error) => void) => {
    end();
    setBegun(null);
    setBlocked(false);
    accept(false);
    pick(null);
    const window = openWindow();
    opened.current = window;
    begin.mutate(body, {
      onSuccess: (next) => {
        open.current = next.id;
        setBegun(next);
        if (window && !window.closed) window.location.href = next.authorizationUrl;
        else setBlocked(true);
      },
      onError: (failure) => {
        window?.close();
        refused(failure);
      },
    });
  };

  /** What was agreed to is not what is entered now. */
  const reset = () => {
    if (!begun && !begin.isPending) return;
    begin.cancel();
    end();
    setBegun(null);
  };

  const another = progress?.sameAccount === false;
  return {
    state,
    /** Whether saving keeps the account that was connected. */
    ready: state === 'connected' && (!another || accepted),
    identity: progress?.identity ?? null,
    grantedScopes: progress?.grantedScopes ?? [],
    /** Whether it is not the account that the credential had. */
    another,
    accepted,
    accept,
    choices: progress?.choices ?? [],
    choice,
    pick,
    choosing,
    choose: () => choice !== null && !choosing.isPending && choosing.mutate(choice),
    starting: begin.isPending,
    begun,
    blocked,
    /** Why nobody was sent to the service. */
    startError: begin.error,
    failure: progress?.error ?? null,
    unknown: error,
    start,
    reset,
    /** Once it is saved, nothing is left to cancel. */
    saved: () => {
      open.current = null;
    },
  };
}

export type Authorization = ReturnType<typeof useAuthorization>;

/** The page of the service must not get hold of this one. */
function openWindow(): Window | null {
  const opened = window.open('', 'mortise-authorize', popup);
  if (opened) opened.opener = null;
  return opened;
}
