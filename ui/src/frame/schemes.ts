import type { MantineColorScheme } from '@mantine/core';
import { frame as text } from '../text/frame';

export const schemes: { value: MantineColorScheme; name: string }[] = [
  { value: 'auto', name: text.system },
  { value: 'light', name: text.light },
  { value: 'dark', name: text.dark },
];
