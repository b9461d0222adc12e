import { useLocation, useSearchParams, type Location, type NavigateOptions } from 'react-router';
import { useCallback } from 'react';

/** Parts of an address that open something above a list and say nothing about the list. */
const notOfTheList = ['dialog', 'credential', 'key', 'account', 'oauthApp', 'service', 'method', 'event'];

/** Travels with a navigation from a list to one of its pages, and within that page. */
type CameFrom = { list?: { path: string; search: string } };

const listOf = ({ state }: Pick<Location, 'state'>) => (state as CameFrom | null)?.list;

/** The state for links of a list: the page that they lead to leads back to the list as it is now. */
export function useFromHere(): CameFrom {
  const { pathname, search } = useLocation();
  const kept = new URLSearchParams(search);
  for (const name of notOfTheList) kept.delete(name);
  return { list: { path: pathname, search: kept.toString() } };
}

/** For navigations within a page: it still leads back to the list from which one came. */
export function useStillFrom(): CameFrom | null {
  const list = listOf(useLocation());
  return list ? { list } : null;
}

/** The filters of the list from which one came to this page; none where one came from elsewhere. */
export function useCameFrom(path: string): URLSearchParams {
  const list = listOf(useLocation());
  return new URLSearchParams(list?.path === path ? list.search : '');
}

export function listAddress(path: string, filters: URLSearchParams): string {
  const search = filters.toString();
  return search ? `${path}?${search}` : path;
}

/** The search part of the address; a change of it keeps from which list one came. */
export function useAddressParts() {
  const [search, setSearch] = useSearchParams();
  const { state } = useLocation();
  const list = listOf({ state });
  const change = useCallback(
    (next: (known: URLSearchParams) => URLSearchParams, options: NavigateOptions = {}) =>
      setSearch(next, { ...options, state: list ? { list } : null }),
    [setSearch, list],
  );
  return [search, change] as const;
}
