/** A name of `hs-x.toml` as words: `records_per_month` reads "Records per month". */
export function readableName(name: string): string {
  const words = name.replaceAll(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
