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
