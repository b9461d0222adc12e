import { darken, luminance } from '@mantine/core';

const palette = ['#4a154b', '#336791', '#2d72d9', '#0b6e69', '#9f4f24', '#5a5a5a', '#6d4bc4', '#a0305f', '#2b6b3f'];

/** A steady colour for a service that has none of its own. */
export function brandColour(id: string): string {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return palette[hash % palette.length] ?? '#5a5a5a';
}

const WHITE = '#ffffff';
const INK = '#1c1d1f';

/** Of text this small, WCAG 2.2 (1.4.3). */
const ENOUGH = 4.5;

/** A brand's colour, darker where neither white nor ink could be read on it, and what is written on it. */
export function readableOn(brand: string): { background: string; color: string } {
  if (contrast(brand, WHITE) >= ENOUGH) return { background: brand, color: WHITE };
  if (contrast(brand, INK) >= ENOUGH) return { background: brand, color: INK };
  let background = brand;
  for (let amount = 0.05; contrast(background, WHITE) < ENOUGH; amount += 0.05) background = darken(brand, amount);
  return { background, color: WHITE };
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}
