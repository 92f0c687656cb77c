/** A sized part of the proof with the data in PostgreSQL; `HSX_POSTGRES_PROOF_RUNS` says how many histories. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { troubledHistories } from '../proof/histories.js';

process.env.HSX_TEST_STORE = 'postgres';
const { play } = await import('../proof/verdict.js');

const RUNS = Number(process.env.HSX_POSTGRES_PROOF_RUNS ?? 3);
const SEED = Number(process.env.HSX_PROOF_SEED ?? 20_261_121);
const TIME_LIMIT_MS = 60_000 + RUNS * 10_000;

it(
  'comes to the right rows, mails and pauses on PostgreSQL, whatever the network, the provider and the processes do',
  async () => {
    for (const history of fc.sample(troubledHistories, { numRuns: RUNS, seed: SEED })) {
      expect(await play(history), JSON.stringify(history)).toEqual([]);
    }
    console.log(`the proof on PostgreSQL: ${RUNS} histories, no counterexample`);
  },
  TIME_LIMIT_MS,
);
