/** Where a reconciliation has come to, kept outside the process: the run itself, the ids it has listed, and what the last one found. */
import type { SubscriptionId } from '../../kernel/ids.js';
import { DAY_MS } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';
import type { Checkpoints } from '../checkpoints.js';
import type { ReconcileReport, ReconcileRun } from '../reconcile/reconcile-run.js';

const PREFIX = 'hsx:reconcile:';
/** A run nobody finishes is forgotten with its chunks after this time. */
const KEPT_MS = 7 * DAY_MS;

/** The reconciliation's own keys in a {@link Checkpoints}. */
export interface ReconcileCheckpoint {
  /** The unfinished run, or null. */
  run(): Promise<ReconcileRun | null>;
  saveRun(run: ReconcileRun): Promise<void>;
  /** Keeps one chunk of listed ids; the same number again replaces it. */
  saveSeen(run: ReconcileRun, chunk: number, subscriptionIds: readonly SubscriptionId[]): Promise<void>;
  /** Every id the run has listed. */
  seen(run: ReconcileRun): Promise<ReadonlySet<SubscriptionId>>;
  /** Keeps the report and forgets the run. */
  finish(run: ReconcileRun, report: ReconcileReport): Promise<void>;
  /** What the last finished run found, or null. */
  lastReport(): Promise<ReconcileReport | null>;
}

/** The reconciliation's view of the checkpoints. */
export function reconcileCheckpoint(
  { scope, clock }: Pick<BillingEngine, 'scope' | 'clock'>,
  checkpoints: Checkpoints,
): ReconcileCheckpoint {
  const read = (name: string) => checkpoints.get(scope, { key: PREFIX + name, now: clock.now() });
  const write = (name: string, value: unknown, expiresAt: number | null = clock.now() + KEPT_MS) =>
    checkpoints.put(scope, { key: PREFIX + name, value, expiresAt });
  return {
    run: async () => (await read('run')) as ReconcileRun | null,
    saveRun: (run) => write('run', run),
    saveSeen: (run, chunk, subscriptionIds) => write(chunkName(run, chunk), subscriptionIds),
    async seen(run) {
      const seen = new Set<SubscriptionId>();
      for (let chunk = 0; chunk < run.seenChunks; chunk++) {
        const ids = (await read(chunkName(run, chunk))) as readonly SubscriptionId[] | null;
        for (const id of ids ?? []) seen.add(id);
      }
      return seen;
    },
    async finish(run, report) {
      await write('last', report, null);
      await checkpoints.delete(scope, `${PREFIX}run`);
      for (let chunk = 0; chunk < run.seenChunks; chunk++) {
        await checkpoints.delete(scope, PREFIX + chunkName(run, chunk));
      }
    },
    lastReport: async () => (await read('last')) as ReconcileReport | null,
  };
}

function chunkName(run: ReconcileRun, chunk: number): string {
  return `seen:${run.startedAt}:${chunk}`;
}
