/**
 * The judge: what every portal should have and which mails it should have got, from the vendors' truth, the people's deeds and the clock
 * alone. It shares no code with the product, so that a rule misread there is not misread here in the same way.
 *
 * Mails are judged by their cause. The judge looks at the truth at every step and at every read the product makes, and notes which
 * causes were true when. At the end a cause that is still true must have been told exactly once, any other at most once, and nothing
 * that was never true at all. In a history without any fault every cause that stayed true for some hours must have been told.
 */
import type { CustomerTruth, SubscriptionTruth } from '@hs-x/simulators';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A cause true for so long has met several ticks. */
const LASTING_MS = 26 * HOUR_MS;
const TRIAL_CHECK_IN_MS = 3 * DAY_MS;
const TRIAL_WARNING_MS = 3 * DAY_MS;
/** The default of `retention_days`. */
const RETENTION_MS = 30 * DAY_MS;
/** A row is good for three days beyond its paid period (CONTRACT 2). */
const VALIDITY_MS = 3 * DAY_MS;

/** A plan for sale, or the free one; in the order of their rank. */
export interface CataloguePlan {
  readonly name: string;
  readonly priceId: string | null;
  /** How many syncs it allows; -1: any number. */
  readonly syncs: number;
}

/** What the operator configured. */
export interface Policy {
  readonly plans: readonly CataloguePlan[];
  readonly afterCancel: 'deny' | 'free';
}

/** A grant as an operator gave it. */
export interface GrantFact {
  readonly grantId: string;
  readonly source: 'invoice' | 'partner' | 'reviewer';
  readonly plan: string;
  readonly until: number | null;
}

/** What people did in one portal. */
export interface PortalFacts {
  readonly portalId: string;
  readonly isInstalled: boolean;
  readonly wasInstalled: boolean;
  readonly grants: readonly GrantFact[];
  /** Ids of its sync instances, oldest first. */
  readonly syncIds: readonly string[];
}

/** What is true in the world at one instant. */
export interface WorldTruth {
  readonly now: number;
  readonly customers: readonly CustomerTruth[];
  readonly portals: readonly PortalFacts[];
}

/** The fields of a row that the world decides. */
export interface ExpectedRow {
  readonly plan: string;
  readonly status: string;
  readonly source: string;
  readonly stripeCustomerId: string | undefined;
  readonly subscriptionId: string | undefined;
  readonly trialEndsAt: number | undefined;
  readonly cancelAt: number | undefined;
  /** Undefined as well where the end of the paid period lies behind us. */
  readonly validUntil: number | undefined;
}

/** One mail, named by what caused it: `trial-ending sub_1`. */
export type Cause = string;

/** What a portal's admin should have been told. */
export interface ExpectedMails {
  readonly exactlyOnce: readonly Cause[];
  readonly atMostOnce: readonly Cause[];
}

/** How many of one kind there may be. */
export interface Bounds {
  readonly atLeast: number;
  readonly atMost: number;
}

/** What must hold of a portal at the end. */
export interface Expectation {
  readonly row: ExpectedRow | null;
  readonly mails: ExpectedMails;
  readonly downgradeMails: Bounds;
  readonly restoreMails: Bounds;
  /** Null where nobody can say: without access nothing is adjusted. */
  readonly pausedSyncIds: readonly string[] | null;
}

interface Memory {
  readonly causes: Map<Cause, { firstAt: number; lastAt: number }>;
  /** Causes that were interrupted once and need not be told afterwards. */
  readonly excused: Set<Cause>;
  /** The latest trial end each subscription was ever given. */
  readonly plannedTrialEnds: Map<string, number>;
  /** The plans that were in force, one after the other. */
  readonly plansInForce: string[];
  readonly grantIds: Set<string>;
}

/** Watches a world from its first instant. */
export class Oracle {
  readonly #policy: Policy;
  readonly #memories = new Map<string, Memory>();

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  /** Looks at the world: to be called whenever it may have changed, and whenever the product reads it. */
  look(truth: WorldTruth): void {
    for (const portal of truth.portals) this.#lookAt(portal, truth);
  }

  /** What must hold of the portal now. `wasQuiet`: nothing went wrong in this history. */
  expect(portalId: string, truth: WorldTruth, { wasQuiet }: { readonly wasQuiet: boolean }): Expectation {
    const portal = truth.portals.find((each) => each.portalId === portalId);
    if (!portal) throw new Error(`There is no portal ${portalId}.`);
    const memory = this.#memoryOf(portalId);
    const row = this.rowOf(portal, truth);
    const stillTrue = this.#causesNow(portal, truth).filter((cause) => !memory.excused.has(cause));
    if (!wasQuiet && this.#endedLongAgo(portal, truth)) stillTrue.splice(0);
    const lasting = [...memory.causes]
      .filter(([cause, { firstAt, lastAt }]) => lastAt - firstAt >= LASTING_MS && !memory.excused.has(cause))
      .map(([cause]) => cause);
    const exactlyOnce = new Set(wasQuiet ? [...stillTrue, ...lasting] : stillTrue);
    const atMostOnce = [...memory.causes.keys()].filter((cause) => !exactlyOnce.has(cause));
    const paused = this.#pausedSyncs(portal, row, memory);
    const moves = this.#moves(memory.plansInForce);
    // Who missed a subscription sees a grant's end as a downgrade, and the subscription later as an upgrade.
    const misread = wasQuiet ? 0 : 2 * memory.grantIds.size;
    return {
      row,
      mails: { exactlyOnce: [...exactlyOnce].sort(), atMostOnce: atMostOnce.sort() },
      downgradeMails: { atLeast: (paused?.length ?? 0) > 0 ? 1 : 0, atMost: moves.down + misread },
      restoreMails: { atLeast: 0, atMost: moves.up + misread },
      pausedSyncIds: paused,
    };
  }

  /** The row the portal should have. */
  rowOf(portal: PortalFacts, truth: WorldTruth): ExpectedRow | null {
    const live = portal.grants.filter((grant) => grant.until === null || truth.now < grant.until);
    const customer = customerOf(portal, truth);
    const subscription = this.#subscriptionOf(portal, truth);
    const bySubscription = subscription && this.#subscriptionRow(subscription, customer, truth.now);
    const candidates = [
      ...(bySubscription && isPaying(bySubscription) ? [bySubscription] : []),
      ...live.map(grantRow),
    ];
    const [first, ...others] = candidates;
    if (first)
      return others.reduce(
        (best, each) => (this.#rank(each.plan) > this.#rank(best.plan) ? each : best),
        first,
      );
    if (bySubscription) return bySubscription;
    if (!portal.wasInstalled) return null;
    return {
      ...NOTHING,
      plan: this.#freePlan(),
      status: 'trialing',
      source: 'none',
      stripeCustomerId: customer?.id,
    };
  }

  #lookAt(portal: PortalFacts, truth: WorldTruth): void {
    const memory = this.#memoryOf(portal.portalId);
    for (const { grantId } of portal.grants) memory.grantIds.add(grantId);
    for (const { id, trialEndAt } of subscriptionsOf(portal, truth)) {
      if (trialEndAt === null) continue;
      memory.plannedTrialEnds.set(id, Math.max(memory.plannedTrialEnds.get(id) ?? 0, trialEndAt));
    }
    for (const cause of this.#causesNow(portal, truth)) {
      const known = memory.causes.get(cause);
      if (known) known.lastAt = truth.now;
      else memory.causes.set(cause, { firstAt: truth.now, lastAt: truth.now });
    }
    this.#excuse(portal, truth, memory);
    const row = this.rowOf(portal, truth);
    if (row && this.#hasAccess(row) && memory.plansInForce.at(-1) !== row.plan)
      memory.plansInForce.push(row.plan);
  }

  /** What a late reader need not tell any more: the end of a trial long past, an ending that a grant softened. */
  #excuse(portal: PortalFacts, truth: WorldTruth, memory: Memory): void {
    const subscription = this.#subscriptionOf(portal, truth);
    if (!subscription) return;
    const { id, status } = subscription;
    const planned = memory.plannedTrialEnds.get(id);
    if (planned !== undefined && truth.now >= planned && status !== 'trialing') {
      if (!this.#trialEnded(portal, subscription, truth.now)) memory.excused.add(`trial-ended ${id}`);
    }
    if (isEnded(subscription) && hasLiveGrant(portal, truth.now))
      memory.excused.add(`subscription-ended ${id}`);
  }

  #causesNow(portal: PortalFacts, truth: WorldTruth): readonly Cause[] {
    const subscription = this.#subscriptionOf(portal, truth);
    if (!subscription) return [];
    const { now } = truth;
    return [
      this.#trialCause(portal, subscription, truth),
      this.#trialEnded(portal, subscription, now) ? `trial-ended ${subscription.id}` : null,
      paymentCause(subscription),
      isEnded(subscription) && !hasLiveGrant(portal, now) ? `subscription-ended ${subscription.id}` : null,
    ].filter((cause) => cause !== null);
  }

  /** Who first hears after the time of retention that a subscription has ended need not write about it any more. */
  #endedLongAgo(portal: PortalFacts, truth: WorldTruth): boolean {
    const endedAt = this.#subscriptionOf(portal, truth)?.endedAt ?? null;
    return endedAt !== null && endedAt + RETENTION_MS <= truth.now;
  }

  /** Day 3, and three days before the end: to a portal that has the app, is on trial and is going to stay. */
  #trialCause(portal: PortalFacts, subscription: SubscriptionTruth, truth: WorldTruth): Cause | null {
    const { id, status, trialEndAt, createdAt, cancelAt } = subscription;
    if (status !== 'trialing' || trialEndAt === null || cancelAt !== null || !portal.isInstalled) return null;
    if (this.rowOf(portal, truth)?.status !== 'trialing' || truth.now >= trialEndAt) return null;
    if (truth.now >= trialEndAt - TRIAL_WARNING_MS) return `trial-ending ${id}`;
    return truth.now >= createdAt + TRIAL_CHECK_IN_MS ? `trial-check-in ${id}` : null;
  }

  /** The trial ran to the end it was given and goes on as a subscription. */
  #trialEnded(portal: PortalFacts, subscription: SubscriptionTruth, now: number): boolean {
    const { id, status, trialEndAt, cancelAt } = subscription;
    const planned = this.#memoryOf(portal.portalId).plannedTrialEnds.get(id);
    if (trialEndAt === null || trialEndAt !== planned || now < trialEndAt) return false;
    return portal.isInstalled && cancelAt === null && (status === 'active' || status === 'past_due');
  }

  /** The live one that is paid, of the highest rank, the newest; without a live one, the one that ended last. */
  #subscriptionOf(portal: PortalFacts, truth: WorldTruth): SubscriptionTruth | undefined {
    const all = subscriptionsOf(portal, truth).toReversed(); // of two that began and ended in one second the younger counts
    const [live] = all
      .filter(isLive)
      .sort(
        (left, right) =>
          Number(isGood(right)) - Number(isGood(left)) ||
          this.#rank(this.#planOf(right)) - this.#rank(this.#planOf(left)) ||
          right.createdAt - left.createdAt,
      );
    const [ended] = all
      .filter((each) => each.status === 'canceled')
      .sort((left, right) => (right.endedAt ?? 0) - (left.endedAt ?? 0));
    return live ?? ended;
  }

  #subscriptionRow(
    subscription: SubscriptionTruth,
    customer: CustomerTruth | undefined,
    now: number,
  ): ExpectedRow {
    const { id, trialEndAt, cancelAt, currentPeriodEndAt } = subscription;
    const status = statusOf(subscription);
    const ids = { stripeCustomerId: customer?.id, subscriptionId: id, source: 'stripe' };
    if (status === 'canceled') return { ...NOTHING, ...ids, plan: this.#freePlan(), status };
    return {
      ...ids,
      plan: this.#planOf(subscription),
      status,
      trialEndsAt: status === 'trialing' ? (trialEndAt ?? undefined) : undefined,
      cancelAt: cancelAt ?? undefined,
      validUntil: currentPeriodEndAt > now ? currentPeriodEndAt + VALIDITY_MS : undefined,
    };
  }

  #pausedSyncs(portal: PortalFacts, row: ExpectedRow | null, memory: Memory): readonly string[] | null {
    if (!row || !this.#hasAccess(row) || memory.plansInForce.length === 0) return null;
    const allowed = this.#policy.plans.find((plan) => plan.name === row.plan)?.syncs ?? -1;
    return allowed === -1 ? [] : portal.syncIds.slice(allowed);
  }

  #moves(plans: readonly string[]): { readonly up: number; readonly down: number } {
    const steps = plans.slice(1).map((plan, at) => this.#rank(plan) - this.#rank(plans[at] ?? ''));
    return { up: steps.filter((step) => step > 0).length, down: steps.filter((step) => step < 0).length };
  }

  #hasAccess({ status }: ExpectedRow): boolean {
    return (
      status === 'active' ||
      status === 'trialing' ||
      (status === 'canceled' && this.#policy.afterCancel === 'free')
    );
  }

  #planOf({ priceIds }: SubscriptionTruth): string {
    const plans = this.#policy.plans.filter(({ priceId }) => priceId !== null && priceIds.includes(priceId));
    return plans.at(-1)?.name ?? 'unknown';
  }

  #rank(plan: string): number {
    return this.#policy.plans.findIndex(({ name }) => name === plan);
  }

  #freePlan(): string {
    return this.#policy.plans.find(({ priceId }) => priceId === null)?.name ?? 'free';
  }

  #memoryOf(portalId: string): Memory {
    const known = this.#memories.get(portalId);
    if (known) return known;
    const memory: Memory = {
      causes: new Map(),
      excused: new Set(),
      plannedTrialEnds: new Map(),
      plansInForce: [],
      grantIds: new Set(),
    };
    this.#memories.set(portalId, memory);
    return memory;
  }
}

/** What is wrong with the world itself, whatever the rows say: money taken twice, a second trial. */
export function findDoubles(truth: WorldTruth): readonly string[] {
  return truth.portals.flatMap((portal) => {
    const customers = truth.customers.filter((each) => each.metadata.hsx_portal === portal.portalId);
    const trials = subscriptionsOf(portal, truth).filter(({ trialStartAt }) => trialStartAt !== null);
    return [
      ...(customers.length > 1 ? [`${portal.portalId} has ${customers.length} customers`] : []),
      ...(trials.length > 1 ? [`${portal.portalId} had ${trials.length} free trials`] : []),
    ];
  });
}

const NOTHING = {
  stripeCustomerId: undefined,
  subscriptionId: undefined,
  trialEndsAt: undefined,
  cancelAt: undefined,
  validUntil: undefined,
};

function customerOf(portal: PortalFacts, truth: WorldTruth): CustomerTruth | undefined {
  return truth.customers.find(({ metadata }) => metadata.hsx_portal === portal.portalId);
}

function subscriptionsOf(portal: PortalFacts, truth: WorldTruth): readonly SubscriptionTruth[] {
  return customerOf(portal, truth)?.subscriptions ?? [];
}

function grantRow({ plan, source, until }: GrantFact): ExpectedRow {
  return { ...NOTHING, plan, status: 'active', source, validUntil: until ?? undefined };
}

function paymentCause({ status, latestInvoice }: SubscriptionTruth): Cause | null {
  if (status !== 'past_due' && status !== 'unpaid') return null;
  if (!latestInvoice || latestInvoice.isPaid || latestInvoice.attemptCount === 0) return null;
  return `payment-failed ${latestInvoice.id} ${latestInvoice.attemptCount}`;
}

function statusOf({ status, pauseCollection }: SubscriptionTruth): string {
  if (status === 'unpaid') return 'past_due';
  const isGiven = status === 'active' || status === 'trialing';
  return isGiven && pauseCollection !== null ? 'paused' : status;
}

function isPaying({ status }: ExpectedRow): boolean {
  return status === 'active' || status === 'trialing';
}

function isGood({ status, pauseCollection }: SubscriptionTruth): boolean {
  return (status === 'active' || status === 'trialing') && pauseCollection === null;
}

function isEnded({ status }: SubscriptionTruth): boolean {
  return status === 'canceled';
}

function isLive({ status }: SubscriptionTruth): boolean {
  return ['trialing', 'active', 'past_due', 'unpaid', 'paused'].includes(status);
}

function hasLiveGrant({ grants }: PortalFacts, now: number): boolean {
  return grants.some(({ until }) => until === null || now < until);
}
