import { randomUUID } from 'node:crypto';
import type { AdminPort, ReconcileCoverage, ReconcileProgress } from '@hs-x/sdk/admin';

/** How a run is watched and stopped. */
export interface ReconcileRun {
  readonly onProgress: (progress: ReconcileProgress) => void;
  /** Aborted: the run stops after the part it is at; the next run goes on there. */
  readonly signal: AbortSignal;
}

/** Reconciles part by part; null: it was stopped before the end. Throws what the port throws, such as CONFLICT while another process is at it. */
export async function runReconcile(
  port: AdminPort,
  { onProgress, signal }: ReconcileRun,
): Promise<ReconcileCoverage | null> {
  const owner = randomUUID();
  while (!signal.aborted) {
    const progress = await port.call('reconcile', { owner });
    onProgress(progress);
    if (progress.report !== null) return progress.report;
  }
  return null;
}
