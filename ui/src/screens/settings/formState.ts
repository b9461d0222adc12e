/** Whether leaving a form loses anything: nothing, what was typed, or a save that is under way. */
export type FormState = 'clean' | 'typed' | 'saving';

export function stateOf(typed: boolean, saving: boolean): FormState {
  if (saving) return 'saving';
  return typed ? 'typed' : 'clean';
}
