/** Guesses what a person meant to write; says nothing rather than something far-fetched. */

/** The candidate closest to what was written, by slips of the finger first and shared words second. */
export function didYouMean(written: string, candidates: readonly string[]): string | undefined {
  return closestBySpelling(written, candidates) ?? closestByWords(written, candidates);
}

/** The candidate that differs from what was written by few slips of the finger. */
export function closestBySpelling(written: string, candidates: readonly string[]): string | undefined {
  const wanted = toSnakeCase(written);
  let best: { readonly candidate: string; readonly slips: number } | undefined;
  for (const candidate of candidates) {
    // Of a word as short as `th` nothing recognisable is left after one slip.
    const allowedSlips = candidate.length < 4 ? 0 : Math.min(3, Math.floor(candidate.length / 3));
    const slips = countSlips({ left: wanted, right: toSnakeCase(candidate), limit: allowedSlips });
    if (slips <= allowedSlips && slips < (best?.slips ?? Infinity)) best = { candidate, slips };
  }
  return best?.candidate;
}

/** How many letters were added, left out, changed or swapped with a neighbour; `limit + 1` when more than `limit`. */
export function countSlips(compared: {
  readonly left: string;
  readonly right: string;
  readonly limit: number;
}): number {
  const { left, right, limit } = compared;
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforePrevious: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const changed = left[row - 1] === right[column - 1] ? 0 : 1;
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(
        Math.min(
          at(previous, column) + 1,
          at(current, column - 1) + 1,
          at(previous, column - 1) + changed,
          swapped ? at(beforePrevious, column - 2) + 1 : Infinity,
        ),
      );
    }
    beforePrevious = previous;
    previous = current;
  }
  return Math.min(at(previous, right.length), limit + 1);
}

/** The text as lower-case words joined by underscores: `usesGraphqlEndpoint` becomes `uses_graphql_endpoint`. */
export function toSnakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[-\s]+/g, '_')
    .toLowerCase();
}

function closestByWords(written: string, candidates: readonly string[]): string | undefined {
  const words = wordsOf(written);
  let best: { readonly candidate: string; readonly share: number } | undefined;
  for (const candidate of candidates) {
    const others = wordsOf(candidate);
    const shared = [...words].filter((word) => others.has(word)).length;
    const share = shared / new Set([...words, ...others]).size;
    if (shared > 0 && share > (best?.share ?? 0)) best = { candidate, share };
  }
  return best?.candidate;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    toSnakeCase(text)
      .split('_')
      .filter((word) => word.length >= 3),
  );
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
