/**
 * Contract suites: what a port promises, as cases any test runner can run. An adapter proves itself by running the suite of its
 * port; the suites import no runner, so that an adapter outside this repository can use them too:
 *
 *     for (const { title, run } of onceStoreContract(makeStore)) it(title, run);
 */

/** One promise of a port. */
export interface ContractCase {
  /** The promise, as a rule in the present tense. */
  readonly title: string;
  /** Resolves when the adapter keeps the promise; rejects with what was expected and what was seen. */
  readonly run: () => Promise<void>;
}

/** Throws unless both are equal as plain data; keys that hold `undefined` count as absent. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const seen = canonicalJson(actual);
  const wanted = canonicalJson(expected);
  if (seen !== wanted) throw new Error(`${what}: expected ${wanted}, but received ${seen}`);
}

/** JSON with object keys in order, so that two equal values have one text. */
function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
        : part,
    ) ?? 'undefined'
  );
}
