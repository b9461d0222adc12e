import { useQueryClient } from '@tanstack/react-query';
import { session } from '../api/confirmation';
import { meKey, useSignedIn, useSignInAgain } from '../api/session';
import { sessionEnded as text } from '../text/entry';
import { PasswordQuestion } from './PasswordQuestion';

/** Opens above whatever is on the screen when the session has ended, so that nothing typed is lost. */
export function SessionEnded() {
  const queries = useQueryClient();
  const { user } = useSignedIn();
  return (
    <PasswordQuestion
      question={session}
      text={text}
      lead={text.lead(user.email ?? user.name)}
      confirm={useSignInAgain()}
      onGivenUp={() => void queries.resetQueries({ queryKey: meKey })}
    />
  );
}
