import { identity } from '../api/confirmation';
import { useConfirmPassword } from '../api/session';
import { freshSignIn as text } from '../text/entry';
import { PasswordQuestion } from './PasswordQuestion';

/** Opens when a call asks for a fresh sign-in. */
export function FreshSignIn() {
  return <PasswordQuestion question={identity} text={text} lead={text.lead()} confirm={useConfirmPassword()} />;
}
