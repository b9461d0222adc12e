import { useSignOut } from '../api/session';
import { tell } from '../parts/toasts';
import { frame as text } from '../text/frame';

/** Signs out. Loading the page again drops all that was known in memory. */
export function useSignOutHere() {
  const signOut = useSignOut();
  return {
    busy: signOut.isPending,
    signOut: () =>
      signOut.mutate(undefined, {
        onSuccess: () => window.location.assign('/sign-in'),
        onError: ({ message }) => tell({ tone: 'bad', title: text.stillSignedIn, message }),
      }),
  };
}
