/**
 * The proof against everything that went missing: page by page, the provider's subscriptions beside our accounts. It works in steps, each
 * ending in a checkpoint, so that a crash costs one step and a running app does a few between two ticks. Only what differs is observed.
 */
import type { BillingEngine } from '../billing-engine.js';
import type { Checkpoints } from '../checkpoints.js';
import type { PaymentProvider } from '../ports/payment-provider.js';
import {
  isBusy,
  isSameRun,
  newRun,
  type ReconcileReport,
  type ReconcileRun,
} from '../reconcile/reconcile-run.js';
import { reconcileCheckpoint } from './reconcile-checkpoint.js';
import { stepOf } from './reconcile-step.js';

/** How a reconciliation is done. */
export interface ReconcileWish {
  /** Whose subscriptions are listed. */
  readonly provider: PaymentProvider;
  /** Tells processes apart; the same text again goes on where it stopped. */
  readonly owner: string;
  readonly checkpoints: Checkpoints;
  /** Steps at most, one page each; the rest is left for the next call. Default: until it is finished. */
  readonly maxSteps?: number;
  /** Told after every step. */
  readonly onProgress?: (run: ReconcileRun) => void;
}

/** How a call ended: over, to be continued, or left alone because another process is at it. */
export type ReconcileResult =
  | { readonly kind: 'finished'; readonly report: ReconcileReport }
  | { readonly kind: 'paused' | 'busy'; readonly run: ReconcileRun };

/**
 * Begins a reconciliation or goes on with the unfinished one. Throws PROVIDER_UNAVAILABLE, PROVIDER_REFUSED or STORE_UNAVAILABLE; what was
 * done until then is kept, and a later call goes on from there.
 */
export async function reconcile(engine: BillingEngine, wish: ReconcileWish): Promise<ReconcileResult> {
  const { provider, owner, maxSteps = Infinity } = wish;
  const checkpoint = reconcileCheckpoint(engine, wish.checkpoints);
  const parts = { engine, provider, checkpoint };
  const now = () => engine.clock.now();
  const unfinished = await checkpoint.run();
  if (unfinished && isBusy(unfinished, owner, now())) return { kind: 'busy', run: unfinished };
  let run: ReconcileRun = unfinished ? { ...unfinished, owner, touchedAt: now() } : newRun(owner, now());
  await checkpoint.saveRun(run);
  for (let steps = 0; steps < maxSteps; steps++) {
    const stepped = await stepOf(parts, run);
    const stored = await checkpoint.run();
    if (stepped === null || !isSameRun(stored, run)) return { kind: 'busy', run: stored ?? run };
    run = { ...stepped.run, touchedAt: now() };
    if (stepped.isOver) {
      const { startedAt, coverage } = run;
      const report = { ...coverage, startedAt, finishedAt: now() };
      await checkpoint.finish(report);
      engine.logger.log(coverage.unexplained > 0 ? 'error' : 'info', 'reconciled', { ...report });
      return { kind: 'finished', report };
    }
    await checkpoint.saveRun(run);
    wish.onProgress?.(run);
  }
  return { kind: 'paused', run };
}

/** Whether a reconciliation has begun and not ended, in this process or another. Throws STORE_UNAVAILABLE. */
export async function isReconcileUnfinished(
  engine: BillingEngine,
  checkpoints: Checkpoints,
): Promise<boolean> {
  return (await reconcileCheckpoint(engine, checkpoints).run()) !== null;
}

/** What the last finished reconciliation found, or null. Throws STORE_UNAVAILABLE. */
export async function lastReconcileReport(
  engine: BillingEngine,
  checkpoints: Checkpoints,
): Promise<ReconcileReport | null> {
  return reconcileCheckpoint(engine, checkpoints).lastReport();
}
