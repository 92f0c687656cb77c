/**
 * The row other code reads, projected from the account. Nothing else writes rows. The highest-ranked live source wins, and the
 * row says which; without a live source the row tells why there is no access.
 */
import type { Entitlement, EntitlementStatus } from '../contract/entitlement.js';
import { DAY_MS, type Instant } from '../kernel/instant.js';
import type { Account, Grant, KnownSubscription } from './account.js';
import { freePlanName, type Rules } from './rules.js';

/** How long a row may be trusted after the paid period's end without a fresh observation. */
export const VALIDITY_AFTER_PERIOD_MS = 3 * DAY_MS;
/** How long an unknown price keeps the last plan. */
export const UNKNOWN_PRICE_MS = 3 * DAY_MS;

type RowContent = Omit<Entitlement, 'updatedAt'>;

/** The account's row now; null before install and without a grant. `updatedAt` moves only when something else did. */
export function projectEntitlement(account: Account, rules: Rules, now: Instant): Entitlement | null {
  if (rules.isHandWired) return account.handWrittenRow;
  const content = projectContent(account, rules, now);
  if (content === null) return null;
  const previous = account.entitlement;
  return previous && isSameContent(previous, content) ? previous : { ...content, updatedAt: now };
}

/**
 * Until when the observation may be trusted; null: for good. A period that was over when it was observed, as that of a paused
 * subscription is for good, counts from the observation: the provider has just confirmed the state.
 */
export function validUntilOf(subscription: KnownSubscription): Instant | null {
  const { periodEndsAt, observedAt } = subscription;
  return periodEndsAt === null ? null : Math.max(periodEndsAt, observedAt) + VALIDITY_AFTER_PERIOD_MS;
}

/** Whether the grant gives access now. */
export function isGrantLive(grant: Grant, now: Instant): boolean {
  return grant.revokedAt === undefined && (grant.until === null || now < grant.until);
}

/** The grant that the row comes from; null: none does. */
export function grantInForce(account: Account, rules: Rules, now: Instant): Grant | null {
  if (rules.isHandWired) return null;
  return bestSource(account, rules, now)?.grant ?? null;
}

function projectContent(account: Account, rules: Rules, now: Instant): RowContent | null {
  const best = bestSource(account, rules, now)?.row;
  return best ?? bySubscription(account, rules, now) ?? installRow(account, rules);
}

/** A live source of access; without a grant it is the subscription. */
interface LiveSource {
  readonly row: RowContent;
  readonly grant: Grant | null;
}

/** The live source of the highest rank; of equal ones the subscription, then the grant that was given first. */
function bestSource(account: Account, rules: Rules, now: Instant): LiveSource | undefined {
  const paid = bySubscription(account, rules, now);
  const rank = ({ row }: LiveSource) => rules.plans.named(row.plan)?.rank ?? -1;
  return [
    ...(paid && isPaying(paid, now) ? [{ row: paid, grant: null }] : []),
    ...account.grants
      .filter((grant) => isGrantLive(grant, now))
      .map((grant) => ({ row: grantRow(account, grant), grant })),
  ].reduce<LiveSource | undefined>(
    (winner, source) => (!winner || rank(source) > rank(winner) ? source : winner),
    undefined,
  );
}

function bySubscription(account: Account, rules: Rules, now: Instant): RowContent | null {
  return account.subscription && subscriptionRow(account, account.subscription, rules, now);
}

/** A portal nobody has paid for yet has the free features, without a clock. */
function installRow(account: Account, rules: Rules): RowContent | null {
  if (!account.install) return null;
  const customer = account.customer ? { stripeCustomerId: account.customer.customerId } : {};
  return {
    plan: freePlanName(rules),
    status: 'trialing',
    source: 'none',
    adminEmail: account.adminEmail,
    ...customer,
  };
}

function grantRow(account: Account, grant: Grant): RowContent {
  const validUntil = grant.until === null ? {} : { validUntil: grant.until };
  return {
    plan: grant.plan,
    status: 'active',
    source: grant.source,
    adminEmail: account.adminEmail,
    ...validUntil,
  };
}

function subscriptionRow(
  account: Account,
  subscription: KnownSubscription,
  rules: Rules,
  now: Instant,
): RowContent {
  const status = rowStatus(subscription, now);
  const base = {
    status,
    source: subscription.provider,
    subscriptionId: subscription.subscriptionId,
    adminEmail: account.adminEmail,
    ...(account.customer ? { stripeCustomerId: account.customer.customerId } : {}),
  };
  if (status === 'canceled') return { ...base, plan: freePlanName(rules) };
  const validUntil = validUntilOf(subscription);
  return {
    ...base,
    plan: subscription.plan ?? freePlanName(rules),
    ...(subscription.trialEndsAt !== null && status === 'trialing'
      ? { trialEndsAt: subscription.trialEndsAt }
      : {}),
    ...(subscription.cancelAt !== null ? { cancelAt: subscription.cancelAt } : {}),
    ...(validUntil === null ? {} : { validUntil }),
    ...graceOf(subscription, rules),
  };
}

/** The row's status for a subscription. What we do not understand is `paused`: denied, and an alert has told the operator. */
function rowStatus(subscription: KnownSubscription, now: Instant): EntitlementStatus {
  const { status, priceUnknownSince } = subscription;
  if (status === 'canceled' || status === 'incomplete_expired') return 'canceled';
  if (subscription.plan === null) return 'paused';
  if (priceUnknownSince !== null && now >= priceUnknownSince + UNKNOWN_PRICE_MS) return 'paused';
  switch (status) {
    case 'trialing':
    case 'active':
      return subscription.isCollectionPaused ? 'paused' : status;
    case 'past_due':
    case 'unpaid':
      return 'past_due';
    case 'paused':
    case 'incomplete':
    case 'unknown':
      return 'paused';
  }
}

function graceOf(subscription: KnownSubscription, rules: Rules): Pick<Entitlement, 'graceEndsAt'> {
  const { status, pastDueSince } = subscription;
  if (status !== 'past_due' || pastDueSince === null || rules.pastDueGraceDays === 0) return {};
  return { graceEndsAt: pastDueSince + rules.pastDueGraceDays * DAY_MS };
}

function isPaying(row: RowContent, now: Instant): boolean {
  const isInGrace = row.graceEndsAt !== undefined && now < row.graceEndsAt;
  return row.status === 'active' || row.status === 'trialing' || isInGrace;
}

function isSameContent(previous: Entitlement, content: RowContent): boolean {
  const names = new Set([...Object.keys(previous), ...Object.keys(content)]) as Set<keyof Entitlement>;
  names.delete('updatedAt');
  const next: Partial<Entitlement> = content;
  return [...names].every((name) => previous[name] === next[name]);
}
