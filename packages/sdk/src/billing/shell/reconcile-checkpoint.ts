/** Where a reconciliation has come to, kept outside the process: the run itself, and what the last one found. */
import { DAY_MS } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';
import type { Checkpoints } from '../checkpoints.js';
import { newRun, type ReconcileReport, type ReconcileRun } from '../reconcile/reconcile-run.js';

const PREFIX = 'hsx:reconcile:';
/** A run nobody finishes is forgotten after this time; what it listed is forgotten by the next one. */
const KEPT_MS = 7 * DAY_MS;

/** The reconciliation's own keys in a {@link Checkpoints}. */
export interface ReconcileCheckpoint {
  /** The unfinished run, or null. */
  run(): Promise<ReconcileRun | null>;
  saveRun(run: ReconcileRun): Promise<void>;
  /** Keeps the report and forgets the run. */
  finish(report: ReconcileReport): Promise<void>;
  /** What the last finished run found, or null. */
  lastReport(): Promise<ReconcileReport | null>;
}

/** The reconciliation's view of the checkpoints. */
export function reconcileCheckpoint(
  { scope, clock }: Pick<BillingEngine, 'scope' | 'clock'>,
  checkpoints: Checkpoints,
): ReconcileCheckpoint {
  const read = (name: string) => checkpoints.get(scope, { key: PREFIX + name, now: clock.now() });
  const remove = (name: string) => checkpoints.delete(scope, PREFIX + name);
  const write = (name: string, value: unknown, expiresAt: number | null = clock.now() + KEPT_MS) =>
    checkpoints.put(scope, { key: PREFIX + name, value, expiresAt });
  return {
    async run() {
      const stored = (await read('run')) as ReconcileRun | FormerRun | null;
      if (stored === null || 'listing' in stored) return stored;
      const { startedAt, touchedAt, seenChunks } = stored;
      for (let chunk = 0; chunk < seenChunks; chunk++) await remove(`seen:${startedAt}:${chunk}`);
      const again = { ...newRun(FORMER_OWNER, startedAt), touchedAt };
      await write('run', again);
      return again;
    },
    saveRun: (run) => write('run', run),
    async finish(report) {
      await write('last', report, null);
      await remove('run');
    },
    lastReport: async () => (await read('last')) as ReconcileReport | null,
  };
}

/**
 * A run as former versions kept it: the ids it had listed are chunks beside it. It begins again; under an owner that is nobody, so that a process of
 * that version still at it leaves it.
 */
interface FormerRun {
  readonly startedAt: number;
  readonly touchedAt: number;
  readonly seenChunks: number;
}
const FORMER_OWNER = 'a former version';
