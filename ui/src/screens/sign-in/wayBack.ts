const start = '/credentials';

/** Only an address of this app: whatever could lead elsewhere is not followed. */
export function wayBack(asked: string | null): string {
  if (!asked?.startsWith('/') || asked.startsWith('//') || asked.includes('\\')) return start;
  const { pathname, search, hash } = new URL(asked, 'http://here.invalid');
  return pathname.startsWith('/sign-in') || pathname.startsWith('//') ? start : `${pathname}${search}${hash}`;
}

export function signInAddress(here: { pathname: string; search: string }): string {
  const back = `${here.pathname}${here.search}`;
  return back === '/' || back === start ? '/sign-in' : `/sign-in?back=${encodeURIComponent(back)}`;
}
