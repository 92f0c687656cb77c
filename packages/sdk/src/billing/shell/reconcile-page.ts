import type { PortalId, SubscriptionId } from '../../kernel/ids.js';
import { accountKey, type BillingEngine } from '../billing-engine.js';
import type { ListedSubscription } from '../observation.js';
import { compareListed, type UnexplainedCause } from '../reconcile/compare-listed.js';
import { withOutcome, type Coverage, type Outcome } from '../reconcile/coverage.js';
import { healDrift } from './heal-drift.js';

/** What one page of the listing came to. */
export interface ReconciledPage {
  readonly coverage: Coverage;
  /** Subscriptions of our own portals on the page. */
  readonly seen: readonly SubscriptionId[];
}

/** Compares every subscription of the page with its account and observes those that differ. Throws STORE_UNAVAILABLE. */
export async function reconcilePage(
  engine: BillingEngine,
  subscriptions: readonly ListedSubscription[],
  before: Coverage,
): Promise<ReconciledPage> {
  const seen: SubscriptionId[] = [];
  let coverage = before;
  for (const listed of subscriptions) {
    const portalId = await engine.store.portalOf(engine.scope, listed.customerId);
    if (portalId !== null) seen.push(listed.subscriptionId);
    const outcome =
      portalId === null
        ? await outcomeOfStranger(engine, listed)
        : await outcomeOfOurs(engine, portalId, listed);
    coverage = withOutcome(coverage, 'listed', outcome);
  }
  return { coverage, seen };
}

async function outcomeOfOurs(
  engine: BillingEngine,
  portalId: PortalId,
  listed: ListedSubscription,
): Promise<Outcome> {
  const { account } = await engine.store.load(accountKey(engine, portalId));
  const comparison = compareListed(account, listed, engine.rules.plans);
  if (comparison.kind === 'drift') return healDrift(engine, { before: account, cause: comparison.cause });
  if (comparison.kind === 'unexplained') await alert(engine, { portalId, listed, cause: comparison.cause });
  return comparison;
}

/** A customer without a portal is another product's, unless its subscription carries this app's name tag. */
async function outcomeOfStranger(engine: BillingEngine, listed: ListedSubscription): Promise<Outcome> {
  const { taggedFor } = listed;
  const { app, mode } = engine.scope;
  if (taggedFor?.app !== app || taggedFor.mode !== mode) return { kind: 'foreign' };
  const cause = 'customerUnknown';
  await alert(engine, { portalId: taggedFor.portalId, listed, cause });
  return { kind: 'unexplained', cause };
}

async function alert(
  engine: BillingEngine,
  found: { portalId: PortalId; listed: ListedSubscription; cause: UnexplainedCause },
): Promise<void> {
  const { portalId, listed, cause } = found;
  const { subscriptionId, customerId } = listed;
  const reason =
    cause === 'formerCustomer'
      ? `belongs to ${customerId}, a former customer of portal ${portalId}, and is still live`
      : `was made for portal ${portalId}, but its customer ${customerId} belongs to no portal`;
  engine.logger.log('error', 'subscription unexplained', { portalId, subscriptionId, cause });
  await engine.outbox.add(engine.scope, {
    portalId,
    effect: {
      kind: 'raiseAlert',
      key: `reconcile:${cause}:${subscriptionId}`,
      alert: 'unexplained_subscription',
      message: `Subscription ${subscriptionId} ${reason}. Cancel it at the provider, or move it to the portal's customer.`,
    },
    now: engine.clock.now(),
  });
}
