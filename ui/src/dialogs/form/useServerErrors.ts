import type { UseFormReturnType } from '@mantine/form';
import { useEffect } from 'react';
import { isProblem } from '../../api/problem';
import { inputErrors } from '../../lib/pointers';

/** What the server said about single inputs, by their names. */
type Place = (error: Error) => Record<string, string>;

const byPointers: Place = (error) => (isProblem(error) ? inputErrors(error) : {});

/**
 * Places what the server refused at its inputs, and leads to the first of them; what belongs to no input is handed back
 * as `unplaced`, to be shown above the footer.
 */
export function useServerErrors<T extends Record<string, unknown>>(
  form: UseFormReturnType<T>,
  error: Error | null,
  place: Place = byPointers,
) {
  const placed = error ? place(error) : {};
  const known = Object.keys(placed).every((name) => (name.split('.')[0] ?? '') in form.values);
  const focusFirst = (errors: object) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus();

  useEffect(() => {
    if (!error || !known) return;
    form.setErrors(placed);
    focusFirst(placed);
    // Once for each refusal: what is typed after it clears its error.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [error]);

  /** Sends what is valid; otherwise the first error gets the focus. */
  const confirm = (send: (values: T) => void) => {
    const { hasErrors, errors } = form.validate();
    if (hasErrors) focusFirst(errors);
    else send(form.values);
  };
  return { confirm, unplaced: known && Object.keys(placed).length > 0 ? null : error };
}
