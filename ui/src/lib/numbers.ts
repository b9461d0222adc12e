/** 1,234: as every count is written. */
export const grouped = (count: number): string => count.toLocaleString('en');
