import type { PortalId, SubscriptionId } from '../../kernel/ids.js';
import type { BillingEngine } from '../billing-engine.js';
import { isMissingThere } from '../reconcile/is-missing-there.js';
import { withOutcome } from '../reconcile/coverage.js';
import type { ReconcileRun } from '../reconcile/reconcile-run.js';
import { healDrift } from './heal-drift.js';

const PAGE_ACCOUNTS = 500;

/** Looks through one page of our accounts for live subscriptions the listing did not show; null when it was the last page. */
export async function reconcileUnlisted(
  engine: BillingEngine,
  run: ReconcileRun,
  from: { readonly after: PortalId | null; readonly seen: ReadonlySet<SubscriptionId> },
): Promise<{ readonly coverage: ReconcileRun['coverage']; readonly next: PortalId | null }> {
  const accounts = await engine.store.scan(engine.scope, { after: from.after, limit: PAGE_ACCOUNTS });
  let { coverage } = run;
  for (const account of accounts) {
    if (!isMissingThere(account, { seen: from.seen, startedAt: run.startedAt })) continue;
    const outcome = await healDrift(engine, { before: account, cause: 'missingThere' });
    coverage = withOutcome(coverage, 'unlisted', outcome);
  }
  const isLast = accounts.length < PAGE_ACCOUNTS;
  return { coverage, next: isLast ? null : (accounts.at(-1)?.key.portalId ?? null) };
}
