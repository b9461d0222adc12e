import { act } from '@testing-library/react';
import { vi } from 'vitest';

/** Taken before any test replaces it. */
const nextTurn = setImmediate;

/**
 * Lets so many milliseconds of the replaced clock pass, with the answers that come in the meantime. Vitest's own
 * `advanceTimersByTimeAsync` never ends on a slow machine if the clock is also moved by `shouldAdvanceTime`.
 */
export async function pass(millis: number) {
  for (let left = millis; left > 0; left -= 100) {
    await act(async () => {
      vi.advanceTimersByTime(Math.min(left, 100));
      await new Promise((resolve) => nextTurn(resolve));
    });
  }
}
