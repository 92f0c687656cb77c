import { invalidRequest } from '../api/failure.js';
import { addPeriods, type PeriodLength } from '../billing/period.js';
import type { EpochSeconds } from '../epoch.js';
import { newMetadata, type Metadata } from '../metadata.js';
import type { ProrationBehavior } from '../portal-configurations/object.js';
import { findPrice } from '../prices/create.js';
import { isRecurring } from '../prices/object.js';
import { buildItem, pricePart, requireCompatible } from '../subscriptions/item.js';
import {
  periodEndOf,
  periodStartOf,
  type SubscriptionItemObject,
  type SubscriptionObject,
} from '../subscriptions/object.js';
import type { StripeWorld } from '../world.js';
import type { SchedulePhase, SchedulePhaseItem } from './object.js';

/** A phase as a request gives it. */
export interface PhaseGiven {
  readonly items: readonly {
    readonly price: string;
    readonly quantity?: number;
    readonly metadata?: Metadata | null;
  }[];
  readonly start_date?: EpochSeconds | 'now';
  readonly end_date?: EpochSeconds;
  readonly duration?: { readonly interval: PeriodLength['interval']; readonly interval_count?: number };
  readonly proration_behavior?: ProrationBehavior;
  readonly metadata?: Metadata | null;
}

/** The phases of a request with every instant worked out: each begins where the one before it ends. */
export function readPhases(
  world: StripeWorld,
  given: readonly PhaseGiven[],
  startsAt: EpochSeconds,
): readonly SchedulePhase[] {
  let start = startsAt;
  return given.map((phase, index) => {
    const read = readPhase(world, phase, { start, at: `phases[${index}]` });
    if (read.end_date <= start) {
      throw invalidRequest('The end date of a phase must be after its start date.', {
        param: `phases[${index}][end_date]`,
      });
    }
    start = read.end_date;
    return read;
  });
}

/** The running period of a subscription as a phase: what a schedule made from it begins with. */
export function currentPhase(subscription: SubscriptionObject): SchedulePhase {
  return {
    ...FIXED,
    currency: subscription.currency,
    start_date: periodStartOf(subscription),
    end_date: periodEndOf(subscription),
    items: subscription.items.data.map((item) => phaseItem(item.price.id, item.quantity, item.metadata)),
    metadata: {},
    proration_behavior: 'create_prorations',
    trial_end: subscription.status === 'trialing' ? subscription.trial_end : null,
  };
}

/** The subscription's items as a phase wants them; an item keeps its id where there was one at its place. */
export function itemsOfPhase(
  world: StripeWorld,
  subscription: SubscriptionObject,
  phase: SchedulePhase,
): readonly SubscriptionItemObject[] {
  const period = { start: periodStartOf(subscription), end: periodEndOf(subscription) };
  return phase.items.map((wanted, index) => {
    const known = subscription.items.data[index];
    const price = findPrice(world, wanted.price, 'phases');
    return known === undefined
      ? buildItem(world, { subscriptionId: subscription.id, price, quantity: wanted.quantity, period })
      : { ...known, ...pricePart(price), quantity: wanted.quantity };
  });
}

function readPhase(
  world: StripeWorld,
  given: PhaseGiven,
  where: { readonly start: EpochSeconds; readonly at: string },
): SchedulePhase {
  const { start, at } = where;
  if (given.end_date !== undefined && given.duration !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: end_date, duration.', {
      code: 'parameters_exclusive',
    });
  }
  const prices = given.items.map((item, index) =>
    findPrice(world, item.price, `${at}[items][${index}][price]`),
  );
  requireCompatible(prices, `${at}[items]`);
  const [first] = prices;
  if (first === undefined || !isRecurring(first)) {
    throw invalidRequest('A phase must have at least one item with a recurring price.', { param: at });
  }
  const length =
    given.duration === undefined
      ? first.recurring
      : { interval: given.duration.interval, interval_count: given.duration.interval_count ?? 1 };
  return {
    ...FIXED,
    currency: first.currency,
    start_date: start,
    end_date: given.end_date ?? addPeriods(start, length, 1),
    items: given.items.map((item) => phaseItem(item.price, item.quantity ?? 1, item.metadata)),
    metadata: newMetadata(given.metadata),
    proration_behavior: given.proration_behavior ?? 'create_prorations',
    trial_end: null,
  };
}

function phaseItem(price: string, quantity: number, metadata?: Metadata | null): SchedulePhaseItem {
  const fixed = { billing_thresholds: null, discounts: [], tax_rates: [] };
  return { ...fixed, metadata: newMetadata(metadata), plan: price, price, quantity };
}

/** What every phase has in common. */
const FIXED = {
  add_invoice_items: [],
  application_fee_percent: null,
  billing_cycle_anchor: null,
  billing_thresholds: null,
  collection_method: null,
  default_payment_method: null,
  default_tax_rates: [],
  description: null,
  discounts: [],
  invoice_settings: null,
  on_behalf_of: null,
  transfer_data: null,
} as const satisfies Partial<SchedulePhase>;
