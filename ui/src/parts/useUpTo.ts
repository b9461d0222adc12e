import { useMediaQuery } from '@mantine/hooks';

/** Whether the window is at most this wide; known before the first thing is drawn. */
export function useUpTo(pixels: number): boolean {
  return useMediaQuery(`(max-width: ${pixels}px)`, undefined, { getInitialValueInEffect: false });
}
