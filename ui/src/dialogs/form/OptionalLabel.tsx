import { form as text } from '../../text/form';
import classes from './form.module.css';

/** A label whose accessible name stays the plain word. */
export function OptionalLabel({ children }: { children: string }) {
  return (
    <>
      {children}{' '}
      <span className={classes.optional} aria-hidden>
        {text.optional}
      </span>
    </>
  );
}
