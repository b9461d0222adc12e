const palette = ['#4a154b', '#336791', '#2d72d9', '#0b6e69', '#9f4f24', '#5a5a5a', '#6d4bc4', '#a0305f', '#2b6b3f'];

/** A steady colour for a service that has none of its own. */
export function brandColour(id: string): string {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return palette[hash % palette.length] ?? '#5a5a5a';
}

/** White on dark colours, near black on light ones. */
export function inkOn(hex: string): string {
  const [red = 0, green = 0, blue = 0] = (hex.replace('#', '').match(/../g) ?? []).map((part) => parseInt(part, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue > 175 ? '#1c1d1f' : '#ffffff';
}
