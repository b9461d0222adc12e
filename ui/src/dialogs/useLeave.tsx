import { Suspense, useEffect, useRef, useState } from 'react';
import { useBlocker, type Location } from 'react-router';
import { useAsking } from '../api/useAsking';
import { later } from '../lib/later';
import { leave as text } from '../text/dialogs';

const LeaveQuestion = later(() => import('./LeaveQuestion'), 'LeaveQuestion');

export type Leaving = ReturnType<typeof useLeave>;

/** Whether another page or another dialog is shown there: a changed filter or a picked service takes nothing away. */
function leads(from: Location, to: Location): boolean {
  if (from.pathname !== to.pathname) return true;
  const [before, after] = [new URLSearchParams(from.search), new URLSearchParams(to.search)];
  return ['dialog', 'credential', 'key', 'account', 'oauthApp'].some((name) => before.get(name) !== after.get(name));
}

/**
 * Every way out of a form in which something was typed asks first: Cancel, Esc, Back, a link, reloading and closing the
 * tab. What was typed is saved: `close` goes at once, and after `release` any way out does. While it is `saving`, the
 * question says that leaving takes the call back.
 */
export function useLeave(typed: boolean, onClose: () => void, saving = false) {
  const running = !useAsking() && saving;
  const words = running ? text.saving : text;
  const [asking, setAsking] = useState(false);
  const free = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => typed && !free.current && leads(currentLocation, nextLocation),
  );
  const blocked = blocker.state === 'blocked';

  useEffect(() => {
    if (!typed) return;
    // The browser has its own words for it.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [typed]);

  const release = () => {
    free.current = true;
  };
  const close = () => {
    release();
    onClose();
  };
  const stay = () => {
    setAsking(false);
    if (blocker.state === 'blocked') blocker.reset();
  };
  const drop = () => {
    free.current = true;
    if (blocker.state === 'blocked') blocker.proceed();
    else onClose();
  };
  // Mounted only now, so that the Esc that asks is not taken for an answer.
  const question = (asking || blocked) && (
    <Suspense fallback={null}>
      <LeaveQuestion words={words} onStay={stay} onLeave={drop} />
    </Suspense>
  );
  return { asking: asking || blocked, leave: typed ? () => setAsking(true) : close, close, release, question };
}
