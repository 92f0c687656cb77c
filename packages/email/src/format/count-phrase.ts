/** How many of a kind, in words: `1 sync`, `9 syncs`, `2 cities`. */
export function countPhrase(count: number, kind: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? kind : pluralOf(kind)}`;
}

/** Several phrases as one: `9 syncs, 2 lists and 1 report`. */
export function joinPhrases(phrases: readonly string[]): string {
  if (phrases.length < 2) return phrases.join('');
  return `${phrases.slice(0, -1).join(', ')} and ${phrases.at(-1) ?? ''}`;
}

function pluralOf(kind: string): string {
  if (/(s|x|z|ch|sh)$/i.test(kind)) return `${kind}es`;
  if (/[^aeiou]y$/i.test(kind)) return `${kind.slice(0, -1)}ies`;
  return `${kind}s`;
}
