import { lastReconcileReport, reconcile as reconcilePortals } from '../../../billing/shell/reconcile.js';
import type { ReconcileReport } from '../../../billing/reconcile/reconcile-run.js';
import type { ReconcileCoverage, ReconcileProgress } from '../../../contract/admin/admin-operations.js';
import { HsxError } from '../../../kernel/hsx-error.js';
import type { AppParts } from '../../app-parts.js';
import { readLine } from '../read-request.js';

/** Pages of one call: some seconds, so that a caller sees progress and no request times out. */
const STEPS = 5;

/** Does a part of a reconciliation. */
export async function reconcile(
  { engine, kv }: AppParts,
  request: { readonly owner: string },
): Promise<ReconcileProgress> {
  const owner = readLine(request.owner, { name: 'owner', longest: 100 });
  const { provider } = engine;
  if (!provider || engine.rules.isHandWired) throw nothingToCompare();
  const last = await lastReconcileReport(engine, kv);
  const expected = last === null ? null : last.listed + last.unlisted;
  const result = await reconcilePortals(engine, { provider, owner, checkpoints: kv, maxSteps: STEPS });
  if (result.kind === 'busy') throw busy();
  if (result.kind === 'finished') {
    const { listed, unlisted } = result.report;
    return { compared: listed + unlisted, expected, report: coverageOf(result.report) };
  }
  const { listed, unlisted } = result.run.coverage;
  return { compared: listed + unlisted, expected, report: null };
}

/** A finished run as operators see it. */
export function coverageOf(report: ReconcileReport): ReconcileCoverage {
  const { startedAt, finishedAt, listed, unlisted, matched, healed, foreign, unexplained, causes } = report;
  return { startedAt, finishedAt, listed, unlisted, matched, healed, foreign, unexplained, causes };
}

function busy(): HsxError {
  return new HsxError({
    code: 'CONFLICT',
    message: 'Another process is reconciling now.',
    hint: 'Try again in some minutes; a run whose process died is free after two.',
  });
}

function nothingToCompare(): HsxError {
  return new HsxError({
    code: 'CONFLICT',
    message: 'This app has nothing that could be compared with a payment provider.',
    hint: 'It needs [billing] provider = "stripe" in hs-x.toml and billing() in the worker.',
  });
}
