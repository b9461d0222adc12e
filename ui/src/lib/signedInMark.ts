const name = 'mortise signed in';

/** Keeps that somebody is signed in with this browser, so that sign-in can say why it is asked for. */
export function markSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(name, '1');
    else localStorage.removeItem(name);
  } catch {
    // A browser that stores nothing is not told why.
  }
}

/** Whether somebody was signed in who has not signed out: then the session has ended. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
}
