import { useEffect } from 'react';

/** What comes up above the page and goes again. */
const overlays = '[role="dialog"], [role="menu"], [role="listbox"], [role="alert"], [data-overlay]';

/** Enough to find the way back out of dialogs above dialogs. */
const longestTrail = 30;

/**
 * When a dialog, drawer, menu, popover or toast goes while it has the focus, the focus returns to where it came from. If
 * that is gone too, because the list under a dialog has changed, it goes to the control that took its place, then to the
 * one that adds to the list (`data-focus-home`), then to the content of the page. A button that is disabled while it works gets the focus back when it is
 * done. It never stays with the body, where the keyboard would begin again.
 */
export function useFocusHome() {
  useEffect(() => {
    const trail: HTMLElement[] = [];
    let above = false;
    let returning = false;

    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      // What the focus returned to may go as well, such as the row of what was deleted.
      above = returning || target.closest(overlays) !== null;
      trail.push(target);
      if (trail.length > longestTrail) trail.shift();
    };
    const returnHome = () => {
      const last = trail.at(-1);
      if (!above || !isLost() || (last && mayTake(last))) return;
      const home = homeOf(trail) ?? document.getElementById('content');
      returning = true;
      home?.focus({ preventScroll: true });
      returning = false;
    };
    let working: HTMLElement | null = null;
    const followDisabled = (changes: MutationRecord[]) => {
      for (const { type, target } of changes) {
        if (type !== 'attributes' || !(target instanceof HTMLElement)) continue;
        if (target.matches(':disabled')) working = target === trail.at(-1) ? target : working;
        else if (target === working) {
          working = null;
          if (isLost() && mayTake(target)) target.focus({ preventScroll: true });
        }
      }
    };
    const observer = new MutationObserver((changes) => {
      followDisabled(changes);
      // The overlay itself may give the focus back, once it has faded.
      if (above && isLost()) requestAnimationFrame(returnHome);
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
}

function homeOf(trail: HTMLElement[]): HTMLElement | undefined {
  const opener = trail.findLast((element) => !element.closest(overlays));
  if (!opener || mayTake(opener)) return trail.findLast(mayTake);
  const successors = [...document.querySelectorAll<HTMLElement>(`#content ${opener.tagName}`)].filter(
    (element) => nameOf(element) === nameOf(opener),
  );
  const adding = [...document.querySelectorAll<HTMLElement>('#content [data-focus-home]')];
  return [...successors, ...adding].find(mayTake) ?? trail.findLast(mayTake);
}

const nameOf = (element: HTMLElement) => element.getAttribute('aria-label') ?? element.textContent?.trim();

const isLost = () => document.activeElement === null || document.activeElement === document.body;

/** Whether it is still there, can be seen, and is not behind an open dialog. */
function mayTake(element: HTMLElement): boolean {
  if (!element.isConnected || element.closest('[aria-hidden="true"], [inert]')) return false;
  if (element.matches(':disabled')) return false;
  if (typeof element.checkVisibility === 'function' && !element.checkVisibility({ visibilityProperty: true }))
    return false;
  const dialogs = [...document.querySelectorAll<HTMLElement>('[role="dialog"][aria-modal="true"]')];
  const top = dialogs.at(-1);
  return !top || top.contains(element) || element.closest('[role="menu"], [role="listbox"]') !== null;
}
