import { session } from '../api/confirmation';
import { useSignedIn, useSignInAgain } from '../api/session';
import { signInAddress } from '../screens/sign-in/wayBack';
import { sessionEnded as text } from '../text/entry';
import { PasswordQuestion } from './PasswordQuestion';

/**
 * Opens above whatever is on the screen when the session has ended, so that nothing typed is lost. Closed without a
 * password, it leaves the screen as it is, and the next change asks again.
 */
export function SessionEnded() {
  const { user } = useSignedIn();
  return (
    <PasswordQuestion
      question={session}
      text={text}
      lead={text.lead(user.email ?? user.name)}
      confirm={useSignInAgain()}
      // A page of its own: where something was typed, the browser asks before it is left.
      onCancel={() => window.location.assign(signInAddress(window.location))}
    />
  );
}
