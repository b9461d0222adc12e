import type { UseFormReturnType } from '@mantine/form';
import { useEffect } from 'react';
import { isProblem } from '../../api/problem';
import { inputErrors } from '../../lib/pointers';

/** Places what the server refused at its inputs; what belongs to none of them is handed back for the footer. */
export function useServerErrors<T extends Record<string, unknown>>(form: UseFormReturnType<T>, error: Error | null) {
  const placed = isProblem(error) ? inputErrors(error) : {};
  const known = Object.keys(placed).every((name) => name in form.values);

  useEffect(() => {
    if (error && known) form.setErrors(placed);
    // Once for each refusal: what is typed after it clears its error.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [error]);

  /** Sends what is valid; otherwise the first error gets the focus. */
  const confirm = (send: (values: T) => void) => {
    const { hasErrors, errors } = form.validate();
    if (hasErrors) form.getInputNode(Object.keys(errors)[0] ?? '')?.focus();
    else send(form.values);
  };
  return { confirm, unplaced: known && Object.keys(placed).length > 0 ? null : error };
}
