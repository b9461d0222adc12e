import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';

export type Action<Result, Variables> = UseMutationResult<Result, Error, Variables> & { cancel: () => void };

type Options<Result, Variables> = Omit<UseMutationOptions<Result, Error, Variables>, 'mutationFn'> & {
  run: (variables: Variables, signal: AbortSignal) => Promise<Result>;
};

/** A mutation whose call is taken back when its form goes, or when somebody says so. */
export function useAction<Result, Variables = void>({ run, ...options }: Options<Result, Variables>) {
  const running = useRef<AbortController | null>(null);
  const mutation = useMutation<Result, Error, Variables>({
    ...options,
    mutationFn: (variables) => {
      running.current = new AbortController();
      return run(variables, running.current.signal);
    },
  });
  useEffect(() => () => running.current?.abort(), []);
  const { reset } = mutation;
  const cancel = useCallback(() => {
    running.current?.abort();
    reset();
  }, [reset]);
  return { ...mutation, cancel } satisfies Action<Result, Variables>;
}
