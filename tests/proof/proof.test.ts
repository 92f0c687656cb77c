/**
 * The proof: whatever the network, the provider and the processes do, one reconciliation later every portal has exactly the access it
 * should have, and every mail was sent exactly once. `HSX_PROOF_RUNS` says how many histories are generated, `HSX_PROOF_SEED` from which
 * seed; a counterexample prints both with its path, and the command that plays it again.
 */
import fc from 'fast-check';
import { it } from 'vitest';
import { quietHistories, troubledHistories, type History } from './histories.js';
import { play, tally } from './verdict.js';

const RUNS = Number(process.env.HSX_PROOF_RUNS ?? 40);
const SEED = Number(process.env.HSX_PROOF_SEED ?? 20_261_120);
const PATH = process.env.HSX_PROOF_PATH;
/** The mutation check wants to know whether, not how little. */
const SHRINKS = process.env.HSX_PROOF_SHRINKS !== '0';
/** A quiet history costs the same and finds other faults: what is never said at all. */
const QUIET_SHARE = 0.3;
const TIME_LIMIT_MS = 60_000 + RUNS * 1_000;

async function prove(title: string, histories: fc.Arbitrary<History>, numRuns: number): Promise<void> {
  const startedAt = performance.now();
  tally.clear();
  const property = fc.asyncProperty(histories, async (history) => {
    const complaints = await play(history);
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  });
  const details = await fc.check(property, {
    numRuns,
    seed: SEED,
    endOnFailure: !SHRINKS,
    ...(PATH ? { path: PATH } : {}),
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  if (!details.failed) {
    const met = [...tally].map(([name, times]) => `${name} ${times}`).join(', ');
    console.log(
      `${title}: ${details.numRuns} histories, no counterexample, ${seconds.toFixed(1)} s (${met})`,
    );
    return;
  }
  const path = details.counterexamplePath ?? '';
  throw new Error(
    [
      `Counterexample after ${details.numRuns} histories. Play it again:`,
      `HSX_PROOF_SEED=${SEED} HSX_PROOF_PATH='${path}' npx vitest run tests/proof/proof.test.ts -t '${title}'`,
      ...(details.counterexample ?? []).map(inLines),
      inFull(details.errorInstance),
    ].join('\n'),
  );
}

/** A failed job of the simulators says why in its cause. */
function inFull(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? `${String(error)}\n${cause.stack ?? ''}` : String(error);
}

function inLines({ settings, steps }: History): string {
  return [JSON.stringify(settings), ...steps.map((step) => JSON.stringify(step))].join('\n');
}

it(
  'tells every mail and keeps every row right while nothing goes wrong',
  () => prove('while nothing goes wrong', quietHistories, Math.ceil(RUNS * QUIET_SHARE)),
  TIME_LIMIT_MS,
);

it(
  'comes to the right rows, mails and pauses whatever the network, the provider and the processes do',
  () => prove('whatever the network', troubledHistories, Math.floor(RUNS * (1 - QUIET_SHARE))),
  TIME_LIMIT_MS,
);
