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
  /** How many days a failed payment keeps access. */
  readonly graceDays: number;
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
  readonly graceEndsAt: number | undefined;
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
  /** Rows that will do as well: what nobody can know any more. */
  readonly otherRows: readonly ExpectedRow[];
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
  /** The end each trial was last given while it ran. */
  readonly plannedTrialEnds: Map<string, number>;
  /** Trials whose end was moved to an earlier instant. */
  readonly shortenedTrials: Set<string>;
  /** Since when the payment of a subscription has failed, as long as it does. */
  readonly failingSince: Map<string, number>;
  /** Every instant from which a failure of a subscription could ever be counted. */
  readonly failedAt: Map<string, Set<number>>;
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
    const demanded = wasQuiet
      ? [...stillTrue, ...lasting]
      : stillTrue.filter(isKnowable(portal, truth, memory));
    const exactlyOnce = new Set(demanded);
    const possible = [...memory.causes.keys(), ...(wasQuiet ? [] : cutTrialCauses(memory))];
    const atMostOnce = [...new Set(possible)].filter((cause) => !exactlyOnce.has(cause));
    const paused = this.#pausedSyncs(portal, row, truth.now);
    const moves = this.#moves(memory.plansInForce);
    // Who missed a subscription sees a grant's end as a downgrade, and the subscription later as an upgrade.
    const misread = wasQuiet ? 0 : 2 * memory.grantIds.size;
    return {
      row,
      otherRows: wasQuiet ? [] : this.#otherRows(portal, truth),
      mails: { exactlyOnce: [...exactlyOnce].sort(), atMostOnce: atMostOnce.sort() },
      downgradeMails: { atLeast: (paused?.length ?? 0) > 0 ? 1 : 0, atMost: moves.down + misread },
      restoreMails: { atLeast: 0, atMost: moves.up + misread },
      pausedSyncIds: paused,
    };
  }

  /** The row the portal should have. */
  rowOf(portal: PortalFacts, truth: WorldTruth): ExpectedRow | null {
    const subscription = this.#subscriptionOf(portal, truth);
    const failingSince = this.#memoryOf(portal.portalId).failingSince.get(subscription?.id ?? '');
    return this.#rowWith(portal, truth, {
      customerId: customerOf(portal, truth)?.id,
      subscription,
      failingSince,
    });
  }

  /**
   * Rows of who could not see everything: a failure first seen with a later invoice is counted from that one; of a customer that is deleted
   * nothing can be read, neither what it had nor, without a subscription, that it is gone.
   */
  #otherRows(portal: PortalFacts, truth: WorldTruth): readonly ExpectedRow[] {
    const customerId = customerOf(portal, truth)?.id;
    const subscription = this.#subscriptionOf(portal, truth);
    const times = [...(this.#memoryOf(portal.portalId).failedAt.get(subscription?.id ?? '') ?? [])];
    const byTime = times.map((failingSince) => ({ customerId, subscription, failingSince }));
    const deleted = customersOf(portal, truth).filter(({ isDeleted }) => isDeleted);
    const seen = subscription && !isEnded(subscription) ? [] : deleted.flatMap((each) => each.subscriptions);
    const byDeletion =
      deleted.length === 0 || (subscription && !isEnded(subscription))
        ? []
        : [customerId, ...deleted.map(({ id }) => id)].flatMap((id) =>
            [...seen.filter(isEnded), subscription, undefined].map((each) => ({
              customerId: id,
              subscription: each,
              failingSince: undefined,
            })),
          );
    return [...byTime, ...byDeletion]
      .map((known) => this.#rowWith(portal, truth, known))
      .filter((row) => row !== null);
  }

  #rowWith(portal: PortalFacts, truth: WorldTruth, known: KnownFacts): ExpectedRow | null {
    const { customerId, subscription } = known;
    const live = portal.grants.filter((grant) => grant.until === null || truth.now < grant.until);
    const bySubscription = subscription && this.#subscriptionRow(subscription, known, truth.now);
    const candidates = [
      ...(bySubscription && isPaying(bySubscription, truth.now) ? [bySubscription] : []),
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
      stripeCustomerId: customerId,
    };
  }

  #lookAt(portal: PortalFacts, truth: WorldTruth): void {
    const memory = this.#memoryOf(portal.portalId);
    for (const { grantId } of portal.grants) memory.grantIds.add(grantId);
    for (const subscription of subscriptionsOf(portal, truth)) {
      noteTrial(subscription, memory);
      noteFailure(subscription, memory, truth.now);
    }
    for (const cause of this.#causesNow(portal, truth)) {
      const known = memory.causes.get(cause);
      if (known) known.lastAt = truth.now;
      else memory.causes.set(cause, { firstAt: truth.now, lastAt: truth.now });
    }
    this.#excuse(portal, truth, memory);
    const row = this.rowOf(portal, truth);
    if (row && this.#hasAccess(row, truth.now) && memory.plansInForce.at(-1) !== row.plan)
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
    const warnedAt = trialEndAt - TRIAL_WARNING_MS;
    // A trial of three days or less would begin with its warning.
    if (truth.now >= warnedAt) return warnedAt > createdAt ? `trial-ending ${id}` : null;
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
    { customerId, failingSince }: KnownFacts,
    now: number,
  ): ExpectedRow {
    const { id, trialEndAt, cancelAt, currentPeriodEndAt } = subscription;
    const { graceDays } = this.#policy;
    const status = statusOf(subscription);
    const hasGrace = subscription.status === 'past_due' && graceDays > 0 && failingSince !== undefined;
    const ids = { stripeCustomerId: customerId, subscriptionId: id, source: 'stripe' };
    if (status === 'canceled') return { ...NOTHING, ...ids, plan: this.#freePlan(), status };
    return {
      ...ids,
      plan: this.#planOf(subscription),
      status,
      trialEndsAt: status === 'trialing' ? (trialEndAt ?? undefined) : undefined,
      cancelAt: cancelAt ?? undefined,
      graceEndsAt: hasGrace ? failingSince + graceDays * DAY_MS : undefined,
      validUntil: currentPeriodEndAt > now ? currentPeriodEndAt + VALIDITY_MS : undefined,
    };
  }

  #pausedSyncs(portal: PortalFacts, row: ExpectedRow | null, now: number): readonly string[] | null {
    const { plansInForce } = this.#memoryOf(portal.portalId);
    if (!row || !this.#hasAccess(row, now) || plansInForce.length === 0) return null;
    const allowed = this.#policy.plans.find((plan) => plan.name === row.plan)?.syncs ?? -1;
    return allowed === -1 ? [] : portal.syncIds.slice(allowed);
  }

  #moves(plans: readonly string[]): { readonly up: number; readonly down: number } {
    const steps = plans.slice(1).map((plan, at) => this.#rank(plan) - this.#rank(plans[at] ?? ''));
    return { up: steps.filter((step) => step > 0).length, down: steps.filter((step) => step < 0).length };
  }

  #hasAccess(row: ExpectedRow, now: number): boolean {
    return isPaying(row, now) || (row.status === 'canceled' && this.#policy.afterCancel === 'free');
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
      shortenedTrials: new Set(),
      failingSince: new Map(),
      failedAt: new Map(),
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
    const customers = customersOf(portal, truth).filter(({ isDeleted }) => !isDeleted);
    const trials = customersOf(portal, truth)
      .flatMap(({ subscriptions }) => subscriptions)
      .filter(({ trialStartAt }) => trialStartAt !== null);
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
  graceEndsAt: undefined,
  validUntil: undefined,
};

/** What somebody who made the row knew of the provider. */
interface KnownFacts {
  readonly customerId: string | undefined;
  readonly subscription: SubscriptionTruth | undefined;
  readonly failingSince: number | undefined;
}

function customersOf(portal: PortalFacts, truth: WorldTruth): readonly CustomerTruth[] {
  return truth.customers.filter(({ metadata }) => metadata.hsx_portal === portal.portalId);
}

function customerOf(portal: PortalFacts, truth: WorldTruth): CustomerTruth | undefined {
  return customersOf(portal, truth).find(({ isDeleted }) => !isDeleted);
}

/** The living customer's; until it has one, those that ended with the customer deleted last. */
function subscriptionsOf(portal: PortalFacts, truth: WorldTruth): readonly SubscriptionTruth[] {
  const [living, ...deleted] = [
    customerOf(portal, truth),
    ...customersOf(portal, truth)
      .filter(({ isDeleted }) => isDeleted)
      .toReversed(),
  ].map((customer) => customer?.subscriptions ?? []);
  const hasBegun = (all: readonly SubscriptionTruth[]) => all.some((each) => isLive(each) || isEnded(each));
  return [living ?? [], ...deleted].find(hasBegun) ?? [];
}

/** While a trial runs, its end is what was promised; an end that came before that was cut short. */
function noteTrial({ id, status, trialEndAt }: SubscriptionTruth, memory: Memory): void {
  if (trialEndAt === null) return;
  const { plannedTrialEnds, shortenedTrials } = memory;
  const planned = plannedTrialEnds.get(id);
  if (planned !== undefined && trialEndAt < planned) shortenedTrials.add(id);
  if (planned === undefined || status === 'trialing') plannedTrialEnds.set(id, trialEndAt);
}

/** A failure is as old as its first unpaid invoice. */
function noteFailure(subscription: SubscriptionTruth, memory: Memory, now: number): void {
  const { id, status, latestInvoice } = subscription;
  if (status !== 'past_due' && status !== 'unpaid') return void memory.failingSince.delete(id);
  const at = latestInvoice && !latestInvoice.isPaid ? latestInvoice.createdAt : now;
  if (!memory.failingSince.has(id)) memory.failingSince.set(id, at);
  memory.failedAt.set(id, (memory.failedAt.get(id) ?? new Set()).add(at));
}

/** A trial that was shortened unseen may look cut short, and one that was cut short unseen like one that ran to its end. */
function cutTrialCauses({ shortenedTrials }: Memory): readonly Cause[] {
  return [...shortenedTrials].map((id) => `trial-ended ${id}`);
}

/** Whether everybody who lost events can still learn of it. */
function isKnowable(portal: PortalFacts, truth: WorldTruth, memory: Memory): (cause: Cause) => boolean {
  const hasDeleted = customersOf(portal, truth).some(({ isDeleted }) => isDeleted);
  const shortened = cutTrialCauses(memory);
  return (cause) => !shortened.includes(cause) && !(hasDeleted && cause.startsWith('subscription-ended '));
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

function isPaying({ status, graceEndsAt }: ExpectedRow, now: number): boolean {
  return status === 'active' || status === 'trialing' || (graceEndsAt !== undefined && now < graceEndsAt);
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
