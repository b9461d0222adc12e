import type { ApiProblem } from '../api/problem';

export type InputErrors = Record<string, string>;

/** `/fields/token` → `fields.token`: inputs are named by the first two segments; deeper ones belong to the same input. */
export function inputOfPointer(pointer: string): string {
  const segments = pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  return segments[0] === 'fields' ? segments.slice(0, 2).join('.') : (segments[0] ?? '');
}

/** What the server said about single inputs; several sentences on one input are joined. */
export function inputErrors(problem: Pick<ApiProblem, 'errors' | 'code' | 'message'>): InputErrors {
  const errors: InputErrors = {};
  for (const { pointer, detail } of problem.errors) {
    const input = inputOfPointer(pointer);
    errors[input] = errors[input] ? `${errors[input]} ${detail}` : detail;
  }
  if (problem.code === 'credential_name_taken' && !errors.name) errors.name = problem.message;
  return errors;
}
