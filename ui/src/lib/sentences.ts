/** Words that begin a line begin with a capital; within a line they do not. */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
