export const time = {
  justNow: 'just now',
  never: 'never',
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  days: (count: number) => `${count} d`,
  yesterday: 'yesterday',
  ahead: (amount: string) => `in ${amount}`,
  ago: (amount: string) => `${amount} ago`,
};

/** Hours in words, the same everywhere: whole days from a day on are told in days. */
export function duration(hours: number): string {
  const [count, unit] = hours >= 24 && hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour'];
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
