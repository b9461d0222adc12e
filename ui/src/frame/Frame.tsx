import '../theme/mantineSignedIn';
import { useEffect } from 'react';
import { Navigate, useLocation } from 'react-router';
import { isProblem } from '../api/problem';
import { useHealth, useMe } from '../api/session';
import { markSignedIn } from '../lib/signedInMark';
import { Unreachable } from '../screens/Unreachable';
import { signInAddress } from '../screens/sign-in/wayBack';
import { FrameSkeleton } from './FrameSkeleton';
import { SignedInFrame } from './SignedInFrame';

/** Nothing of the app is shown before it is known who looks at it. */
export function Frame() {
  const here = useLocation();
  const me = useMe();
  // The person who was signed in stays on the screen: the password is asked for above it.
  const signedOut = !me.data && isProblem(me.error) && me.error.status === 401;
  const health = useHealth(signedOut);
  const signedIn = me.data !== undefined;
  useEffect(() => {
    if (signedIn) markSignedIn(true);
  }, [signedIn]);

  if (signedOut) {
    if (health.isPending) return <FrameSkeleton />;
    return <Navigate to={health.data?.setUp === false ? '/setup' : signInAddress(here)} replace />;
  }
  if (me.data) return <SignedInFrame />;
  return me.isError ? <Unreachable error={me.error} retry={() => void me.refetch()} /> : <FrameSkeleton />;
}
