import type { PortalId } from '../../kernel/ids.js';
import type { Account } from '../account.js';
import type { BillingEngine } from '../billing-engine.js';
import { isMissingThere, mustBeListed } from '../reconcile/is-missing-there.js';
import { withOutcome } from '../reconcile/coverage.js';
import type { ReconcileRun } from '../reconcile/reconcile-run.js';
import { healDrift } from './heal-drift.js';

const PAGE_ACCOUNTS = 200;

/** What one page of our accounts came to. */
export interface UnlistedPage {
  readonly coverage: ReconcileRun['coverage'];
  /** Null: it was the last page. */
  readonly next: PortalId | null;
}

/**
 * Looks through one page of our accounts for live subscriptions the listing did not show. Answers null, and has done nothing, when the run has ended
 * elsewhere meanwhile: what its listing had shown may be forgotten by now, and every account would seem to be missing there.
 */
export async function reconcileUnlisted(
  engine: BillingEngine,
  run: ReconcileRun,
  from: { readonly after: PortalId | null; readonly isStillOurs: () => Promise<boolean> },
): Promise<UnlistedPage | null> {
  const accounts = await engine.store.scan(engine.scope, { after: from.after, limit: PAGE_ACCOUNTS });
  const missing = await missingOf(engine, run, accounts);
  if (missing.length > 0 && !(await from.isStillOurs())) return null;
  let { coverage } = run;
  for (const account of missing) {
    const outcome = await healDrift(engine, { before: account, cause: 'missingThere' });
    coverage = withOutcome(coverage, 'unlisted', outcome);
  }
  const isLast = accounts.length < PAGE_ACCOUNTS;
  return { coverage, next: isLast ? null : (accounts.at(-1)?.key.portalId ?? null) };
}

async function missingOf(
  { scope, listedSubscriptions }: BillingEngine,
  { listing, startedAt }: ReconcileRun,
  accounts: readonly Account[],
): Promise<readonly Account[]> {
  const subscriptionIds = accounts.flatMap((account) => mustBeListed(account, startedAt));
  const seen = await listedSubscriptions.listed(scope, { listing, subscriptionIds });
  return accounts.filter((account) => isMissingThere(account, { seen, startedAt }));
}
