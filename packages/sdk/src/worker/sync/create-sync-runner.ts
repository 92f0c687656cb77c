/**
 * Runs what is due of the syncs, turn by turn, in the order of their due instants. Each call is one lane: a runtime calls it several times at once,
 * so that a source that hangs takes one lane and keeps nobody else waiting.
 */
import { createRequestBudget } from '../../hubspot/index.js';
import { SECOND_MS } from '../../kernel/instant.js';
import type { AppParts } from '../app-parts.js';
import { createSyncEnrolment } from './enroll-syncs.js';
import { runTurn } from './run-turn.js';
import { LEASE_MS } from './turn-lease.js';

/** A call begins no turn after so long, so that a shutdown does not wait for all there is to do. */
const CALL_MS = 5 * SECOND_MS;

/** Makes the function that a runtime calls over and over; it answers how many runs came to their end. It throws STORE_UNAVAILABLE. */
export function createSyncRunner(parts: AppParts): () => Promise<number> {
  const { engine, syncRuns, definition } = parts;
  const syncs = new Map(definition.syncs.map((sync) => [sync.id, sync]));
  const syncIds = [...syncs.keys()];
  const budget = createRequestBudget();
  const enrol = createSyncEnrolment(parts);
  return async () => {
    if (syncIds.length === 0) return 0;
    await engine.coalescer.run('sync enrolment', enrol);
    const endsAtMs = performance.now() + CALL_MS;
    let ran = 0;
    while (performance.now() < endsAtMs) {
      const now = engine.clock.now();
      const claimed = await syncRuns.claim(engine.scope, { syncIds, now, leaseMs: LEASE_MS });
      const sync = claimed && syncs.get(claimed.key.syncId);
      if (!sync) break;
      if (await runTurn(parts, sync, { claimed, budget })) ran += 1;
    }
    return ran;
  };
}
