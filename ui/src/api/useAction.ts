import { useMutation, type UseMutationOptions, type UseMutationResult } from '@tanstack/react-query';
import { isProblem } from './problem';
import { useCallback, useEffect, useRef } from 'react';

export type Action<Result, Variables> = UseMutationResult<Result, Error, Variables> & { cancel: () => void };

const isLost = (error: unknown) => isProblem(error) && error.status === 0;

type Options<Result, Variables> = Omit<UseMutationOptions<Result, Error, Variables>, 'mutationFn'> & {
  run: (variables: Variables, signal: AbortSignal) => Promise<Result>;
  /** The call was taken back while it was under way: the server may have carried it out all the same. */
  onTakenBack?: (variables: Variables) => void;
};

/** A mutation whose call is taken back when its form goes, or when somebody says so. */
export function useAction<Result, Variables = void>({ run, onTakenBack, ...options }: Options<Result, Variables>) {
  const running = useRef<AbortController | null>(null);
  const underWay = useRef<{ variables: Variables } | null>(null);
  const takenBack = useRef(onTakenBack);
  useEffect(() => {
    takenBack.current = onTakenBack;
  });
  const mutation = useMutation<Result, Error, Variables>({
    ...options,
    mutationFn: (variables) => {
      running.current = new AbortController();
      const call = { variables };
      underWay.current = call;
      const settle = () => {
        if (underWay.current === call) underWay.current = null;
      };
      return run(variables, running.current.signal).then(
        (result) => {
          settle();
          return result;
        },
        (error: unknown) => {
          // What became of it is as unknown after a lost answer as while it is under way.
          if (!isLost(error)) settle();
          throw error;
        },
      );
    },
  });
  const takeBack = useCallback(() => {
    running.current?.abort();
    const call = underWay.current;
    underWay.current = null;
    if (call) takenBack.current?.(call.variables);
  }, []);
  useEffect(() => takeBack, [takeBack]);
  const { reset } = mutation;
  const cancel = useCallback(() => {
    takeBack();
    reset();
  }, [reset, takeBack]);
  return { ...mutation, cancel } satisfies Action<Result, Variables>;
}
