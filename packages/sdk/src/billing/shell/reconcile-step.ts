import { isHsxError } from '../../kernel/hsx-error.js';
import { DAY_MS } from '../../kernel/instant.js';
import type { BillingEngine } from '../billing-engine.js';
import type { ListCursor, SubscriptionPage } from '../observation.js';
import type { PaymentProvider } from '../ports/payment-provider.js';
import { isSameRun, withListingAgain, type ReconcileRun } from '../reconcile/reconcile-run.js';
import type { ReconcileCheckpoint } from './reconcile-checkpoint.js';
import { reconcilePage } from './reconcile-page.js';
import { reconcileUnlisted } from './reconcile-unlisted.js';

/**
 * Subscriptions that began and ended while nobody told us are looked for this far back. Those that ended later than that were live here,
 * and show as missing there.
 */
const ENDED_WINDOW_MS = 40 * DAY_MS;

/** Notes forgotten in one statement: a few milliseconds, since SQLite stands still meanwhile. */
const FORGOTTEN_AT_ONCE = 1_000;

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

/** Does one step, which holds one page in memory. Null, and nothing is done: the run has been taken over or ended elsewhere. */
export async function stepOf(parts: StepParts, run: ReconcileRun): Promise<SteppedRun | null> {
  const { position } = run;
  switch (position.phase) {
    case 'listing':
      return going(await listPage(parts, run, position.after));
    case 'unlisted': {
      const isStillOurs = async () => isSameRun(await parts.checkpoint.run(), run);
      const page = await reconcileUnlisted(parts.engine, run, { after: position.after, isStillOurs });
      if (page === null) return null;
      const next = page.next === null ? FORGETTING : { phase: 'unlisted' as const, after: page.next };
      return going({ ...run, coverage: page.coverage, position: next });
    }
    case 'forgetting': {
      const { scope, listedSubscriptions } = parts.engine;
      const wish = { upTo: run.listing, limit: FORGOTTEN_AT_ONCE };
      return { run, isOver: !(await listedSubscriptions.forget(scope, wish)) };
    }
  }
}

const UNLISTED = { phase: 'unlisted', after: null } as const;
const FORGETTING = { phase: 'forgetting' } as const;

function going(run: ReconcileRun): SteppedRun {
  return { run, isOver: false };
}

async function listPage(
  { engine, provider }: StepParts,
  run: ReconcileRun,
  after: ListCursor | null,
): Promise<ReconcileRun> {
  const page = await readPage(provider, run, after);
  if (page === null) {
    engine.logger.log('warn', 'reconciliation begins its listing again: the place it had come to is gone');
    return withListingAgain(run, engine.clock.now());
  }
  const { coverage, seen } = await reconcilePage(engine, page.subscriptions, run.coverage);
  await engine.listedSubscriptions.note(engine.scope, { listing: run.listing, subscriptionIds: seen });
  const position = page.next === null ? UNLISTED : { phase: 'listing' as const, after: page.next };
  return { ...run, coverage, position };
}

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
