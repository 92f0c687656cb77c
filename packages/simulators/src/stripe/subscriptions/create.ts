import { invalidRequest, parameterMissing, resourceMissing } from '../api/failure.js';
import type { ParamsOf } from '../api/param-record.js';
import { scheduledEnd } from '../billing/cancel.js';
import { startSubscription } from '../billing/start-subscription.js';
import { planTurns } from '../billing/turn.js';
import { findCustomer } from '../customers/find.js';
import { requireCurrency } from '../customers/require-currency.js';
import { DAY_S, type EpochSeconds } from '../epoch.js';
import { newMetadata } from '../metadata.js';
import { findPrice } from '../prices/create.js';
import type { PriceObject } from '../prices/object.js';
import { nowSeconds, type StripeWorld } from '../world.js';
import { pricePart, requireCompatible } from './item.js';
import { isEnded, periodEndOf, type SubscriptionObject } from './object.js';
import type { createSubscriptionParams } from './params.js';

type CreateParams = ParamsOf<typeof createSubscriptionParams>;

/** Longest trial: two years (stripe 23.1.0, `trial_end`). */
const MAX_TRIAL_S = 730 * DAY_S;

/** Most subscriptions of one customer that have not ended (stripe 23.1.0). */
const MAX_SUBSCRIPTIONS = 500;

/** Creates a subscription from a request. */
export function createSubscription(world: StripeWorld, params: CreateParams): SubscriptionObject {
  const customer = findCustomer(world, params.customer, 'customer');
  requireRoom(world, customer.id);
  const items = readItems(world, params.items);
  requireCurrency(customer, items[0]?.price.currency);
  const started = startSubscription(
    world,
    {
      customerId: customer.id,
      items,
      trialEnd: trialEndOf(world, params),
      missingPaymentMethod: params.trial_settings?.end_behavior.missing_payment_method ?? 'create_invoice',
      defaultPaymentMethodId: requireMethodOf(world, customer.id, params.default_payment_method),
      billingMode: params.billing_mode?.type ?? 'flexible',
      isAutomaticTax: params.automatic_tax?.enabled ?? false,
      description: params.description ?? null,
      metadata: newMetadata(params.metadata),
      saveDefaultPaymentMethod: params.payment_settings?.save_default_payment_method ?? 'off',
    },
    {
      paymentBehavior: params.payment_behavior ?? 'allow_incomplete',
      presence: params.off_session === true ? 'away' : 'present',
    },
  );
  return withScheduledEnd(world, started, params);
}

/** The payment method, if it belongs to the customer; anything else is refused. */
export function requireMethodOf(
  world: StripeWorld,
  customerId: string,
  methodId: string | undefined,
): string | null {
  if (methodId === undefined) return null;
  if (world.state.paymentMethods.get(methodId)?.customer === customerId) return methodId;
  throw resourceMissing({ noun: 'PaymentMethod', id: methodId, param: 'default_payment_method' });
}

/** The instant a `cancel_at` names; the past is refused. */
export function cancelInstant(
  world: StripeWorld,
  subscription: SubscriptionObject,
  given: EpochSeconds | string,
): EpochSeconds {
  if (typeof given === 'string') return periodEndOf(subscription);
  if (given <= nowSeconds(world)) {
    throw invalidRequest('`cancel_at` must be a future timestamp.', { param: 'cancel_at' });
  }
  return given;
}

function requireRoom(world: StripeWorld, customerId: string): void {
  let open = 0;
  for (const sub of world.state.subscriptions.values()) {
    if (sub.customer === customerId && !isEnded(sub)) open += 1;
  }
  if (open < MAX_SUBSCRIPTIONS) return;
  throw invalidRequest(
    `Customer ${customerId} already has the maximum ${MAX_SUBSCRIPTIONS} current subscriptions.`,
    {
      code: 'customer_max_subscriptions',
      param: 'customer',
    },
  );
}

function readItems(
  world: StripeWorld,
  given: CreateParams['items'],
): { readonly price: PriceObject; readonly quantity: number; readonly metadata: CreateParams['metadata'] }[] {
  if (given.length === 0) throw parameterMissing('items');
  const items = given.map((item, index) => {
    if (item.price === undefined) throw parameterMissing(`items[${index}][price]`);
    const price = findPrice(world, item.price, `items[${index}][price]`);
    pricePart(price);
    return { price, quantity: item.quantity ?? 1, metadata: item.metadata };
  });
  requireCompatible(
    items.map((item) => item.price),
    'items',
  );
  return items;
}

function trialEndOf(world: StripeWorld, params: CreateParams): EpochSeconds | null {
  if (params.trial_end !== undefined && params.trial_period_days !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: trial_end, trial_period_days.', {
      code: 'parameters_exclusive',
    });
  }
  const days = params.trial_period_days ?? 0;
  if (days > 0) return nowSeconds(world) + days * DAY_S;
  return params.trial_end === undefined || params.trial_end === 'now'
    ? null
    : requireTrialEnd(world, params.trial_end);
}

/** A trial end in the future and at most two years away. */
export function requireTrialEnd(world: StripeWorld, trialEnd: EpochSeconds): EpochSeconds {
  const now = nowSeconds(world);
  if (trialEnd <= now) {
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', {
      param: 'trial_end',
    });
  }
  if (trialEnd > now + MAX_TRIAL_S) {
    throw invalidRequest('The trial can be at most two years long.', { param: 'trial_end' });
  }
  return trialEnd;
}

function withScheduledEnd(
  world: StripeWorld,
  started: SubscriptionObject,
  params: CreateParams,
): SubscriptionObject {
  if (params.cancel_at === undefined && params.cancel_at_period_end !== true) return started;
  const at = cancelInstant(world, started, params.cancel_at ?? 'max_period_end');
  const ending: SubscriptionObject = {
    ...started,
    ...scheduledEnd(world, started, { at, isAtPeriodEnd: params.cancel_at === undefined }),
  };
  world.state.subscriptions.set(ending.id, ending);
  planTurns(world, ending);
  return ending;
}
