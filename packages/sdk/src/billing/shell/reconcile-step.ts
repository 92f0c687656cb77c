import { isHsxError } from '../../kernel/hsx-error.js';
import type { SubscriptionId } from '../../kernel/ids.js';
import { DAY_MS } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';
import type { ListCursor, SubscriptionPage } from '../observation.js';
import type { PaymentProvider } from '../ports/payment-provider.js';
import { NO_COVERAGE } from '../reconcile/coverage.js';
import type { ReconcileRun } from '../reconcile/reconcile-run.js';
import type { ReconcileCheckpoint } from './reconcile-checkpoint.js';
import { reconcilePage } from './reconcile-page.js';
import { reconcileUnlisted } from './reconcile-unlisted.js';

/**
 * Subscriptions that began and ended while nobody told us are looked for this far back. Those that ended later than that were live here,
 * and show as missing there.
 */
const ENDED_WINDOW_MS = 40 * DAY_MS;

/** What steps work with. */
export interface StepParts {
  readonly engine: BillingEngine;
  readonly provider: PaymentProvider;
  readonly checkpoint: ReconcileCheckpoint;
}

/** The run after one more step. */
export interface SteppedRun {
  readonly run: ReconcileRun;
  readonly isOver: boolean;
}

/** Makes the function that does one step; the listed ids are read back once for all steps that need them. */
export function createStep(parts: StepParts): (run: ReconcileRun) => Promise<SteppedRun> {
  const { engine, checkpoint } = parts;
  let seen: ReadonlySet<SubscriptionId> | undefined;
  return async (run) => {
    const { position } = run;
    if (position.phase === 'listing') return listPage(parts, run, position.after);
    seen ??= await checkpoint.seen(run);
    const { coverage, next } = await reconcileUnlisted(engine, run, { after: position.after, seen });
    return { run: { ...run, coverage, position: { phase: 'unlisted', after: next } }, isOver: next === null };
  };
}

async function listPage(
  { engine, provider, checkpoint }: StepParts,
  run: ReconcileRun,
  after: ListCursor | null,
): Promise<SteppedRun> {
  const page = await readPage(provider, run, after);
  if (page === null) {
    engine.logger.log('warn', 'reconciliation begins its listing again: the place it had come to is gone');
    return {
      run: { ...run, coverage: NO_COVERAGE, seenChunks: 0, position: { phase: 'listing', after: null } },
      isOver: false,
    };
  }
  const { coverage, seen } = await reconcilePage(engine, page.subscriptions, run.coverage);
  await checkpoint.saveSeen(run, run.seenChunks, seen);
  const position = page.next === null ? UNLISTED : { phase: 'listing' as const, after: page.next };
  return { run: { ...run, coverage, seenChunks: run.seenChunks + 1, position }, isOver: false };
}

const UNLISTED = { phase: 'unlisted', after: null } as const;

/** Null when the subscription the last page ended with has left the listing. */
async function readPage(
  provider: PaymentProvider,
  run: ReconcileRun,
  after: ListCursor | null,
): Promise<SubscriptionPage | null> {
  try {
    return await provider.list({ after, endedOnesMadeSince: run.startedAt - ENDED_WINDOW_MS });
  } catch (error) {
    if (after !== null && isHsxError(error) && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
