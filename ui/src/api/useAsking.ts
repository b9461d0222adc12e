import { useSyncExternalStore } from 'react';
import { identity, session } from './confirmation';

const questions = [identity, session];

function subscribe(listener: () => void) {
  const stops = questions.map((question) => question.onChange(listener));
  return () => stops.forEach((stop) => stop());
}

/** Whether a person is asked for the password now: until then, a refused call waits and nothing is under way. */
export function useAsking(): boolean {
  return useSyncExternalStore(subscribe, () => questions.some((question) => question.asking()));
}
