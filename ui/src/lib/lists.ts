/** What ends one value of a list and begins the next. */
export const splitChars = [',', ' ', '\n'];

/** Values of a list: one that holds several, such as scopes that were filled in at once, is taken apart. */
export const eachValue = (values: string[]): string[] => [
  ...new Set(values.flatMap((value) => value.split(/[,\s]+/)).filter((value) => value !== '')),
];
