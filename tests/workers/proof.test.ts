/**
 * A sized part of the proof on D1 in workerd: every write of these histories is a batch there. `HSX_D1_PROOF_RUNS` says how many histories, the
 * shortest first; each takes seconds, since every one of its thousands of reads goes to another process.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { troubledHistories } from '../proof/histories.js';

process.env.HSX_TEST_STORE = 'd1';
const { play } = await import('../proof/verdict.js');

const RUNS = Number(process.env.HSX_D1_PROOF_RUNS ?? 1);
/** Of so many generated histories one is played. */
const CHOICE = 3;
const SEED = Number(process.env.HSX_PROOF_SEED ?? 20_261_121);
const TIME_LIMIT_MS = 60_000 + RUNS * 30_000;

it(
  'comes to the right rows, mails and pauses on D1, whatever the network, the provider and the processes do',
  async () => {
    const histories = fc.sample(troubledHistories, { numRuns: CHOICE * RUNS, seed: SEED });
    const shortest = histories.toSorted((left, right) => left.steps.length - right.steps.length);
    for (const history of shortest.slice(0, RUNS)) {
      expect(await play(history), JSON.stringify(history)).toEqual([]);
    }
    console.log(`the proof on D1: ${RUNS} histories, no counterexample`);
  },
  TIME_LIMIT_MS,
);
