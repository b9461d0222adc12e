import { findMade } from '../api/credentials';
import { madeUnder } from '../api/lookings';
import { useSignedIn } from '../api/session';
import { aftermath as text } from '../text/dialogs';
import { undoMade } from './afterChange';
import { useAftermath } from './useAftermath';

/** Longer than any call lasts, and than the clocks of server and browser differ. */
const longestCall = 10 * 60_000;

/** Looks whether a credential was made although its form was left while the server was saving it. */
export function useLookForMade() {
  const { user } = useSignedIn();
  const lookAfter = useAftermath();
  return (name: string, connector: string) => {
    const since = Date.now() - longestCall;
    lookAfter({
      subject: madeUnder(name),
      name,
      nothing: text.notMade(name),
      look: async () => {
        const made = await findMade({ name, connector }, user.id, since);
        return made && { said: text.created(made.name), credential: made, undo: undoMade(made) };
      },
    });
  };
}
