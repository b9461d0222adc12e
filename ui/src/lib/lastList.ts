/** Parts of an address that open something above a list and say nothing about the list. */
const notOfTheList = ['dialog', 'credential', 'service', 'method', 'event'];

const nameOf = (path: string) => `mortise list ${path}`;

/** Keeps with which filters a list was seen last in this tab, so that the way back leads to the same list. */
export function rememberList(path: string, search: URLSearchParams): void {
  const kept = new URLSearchParams(search);
  for (const name of notOfTheList) kept.delete(name);
  try {
    sessionStorage.setItem(nameOf(path), kept.toString());
  } catch {
    // A browser that stores nothing leads back to the whole list.
  }
}

export function lastList(path: string): URLSearchParams {
  try {
    return new URLSearchParams(sessionStorage.getItem(nameOf(path)) ?? '');
  } catch {
    return new URLSearchParams();
  }
}

export function lastListAddress(path: string): string {
  const search = lastList(path).toString();
  return search ? `${path}?${search}` : path;
}
