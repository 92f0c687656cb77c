/**
 * How much is tried, and from which seed. `HSX_FUZZ_RUNS` multiplies every suite's own number of runs, `HSX_FUZZ_SEED` starts somewhere
 * else. A failing case is shrunk and printed with its seed and path; `HSX_FUZZ_PATH` plays that one again.
 */
import fc from 'fast-check';

const FACTOR = Number(process.env.HSX_FUZZ_RUNS ?? 1);
const SEED = Number(process.env.HSX_FUZZ_SEED ?? 20_261_121);
const PATH = process.env.HSX_FUZZ_PATH;

/** Time a suite may take: a deep run is not a hanging one. */
export const TIME_LIMIT_MS = 60_000 * Math.max(1, FACTOR);

/** Checks the property for `runs` cases, times the factor; throws the smallest counterexample found. */
export async function fuzz<Case>(
  runs: number,
  cases: fc.Arbitrary<Case>,
  check: (value: Case) => Promise<void> | void,
): Promise<void> {
  const property = fc.asyncProperty(cases, async (value) => check(value));
  await fc.assert(property, {
    numRuns: Math.ceil(runs * FACTOR),
    seed: SEED,
    ...(PATH === undefined ? {} : { path: PATH }),
  });
}
