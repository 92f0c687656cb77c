/**
 * The first day of a subscription: its first invoice, the first charge, and the 23 hours an unpaid start is kept open.
 */
import { cardFailure, resourceMissing } from '../api/failure.js';
import { AUTHENTICATION_REQUIRED } from '../cards/behaviour.js';
import { HOUR_S } from '../epoch.js';
import { emit } from '../events/emit.js';
import { draftInvoice } from '../invoices/draft.js';
import { periodLines } from '../invoices/lines.js';
import { finalizeInvoice, voidInvoice } from '../invoices/progress.js';
import { changeSubscription } from '../subscriptions/change.js';
import type { SubscriptionObject } from '../subscriptions/object.js';
import { nowSeconds, planAt, type StripeWorld } from '../world.js';
import { chargeOutcome, paymentMethodOf, type ChargeResult, type CustomerPresence } from './charge.js';
import { collectInvoice } from './collect.js';
import { buildSubscription, type NewSubscription } from './new-subscription.js';
import { planTurns } from './turn.js';

/** How the first payment is handled. */
export interface StartOptions {
  readonly paymentBehavior: 'allow_incomplete' | 'default_incomplete' | 'error_if_incomplete';
  readonly presence: CustomerPresence;
  /**
   * Checkout confirms the payment after it has created the subscription: the world first hears of an `incomplete` one, then
   * of an update. Default false: a charge that succeeds at once starts `active`.
   */
  readonly isFirstSeenIncomplete?: boolean;
}

/** How long an unpaid first invoice keeps its subscription open (subscription statuses, read 2026-11-20). */
const INCOMPLETE_FOR_S = 23 * HOUR_S;

/** Starts a subscription and bills its first period. Refuses with 402 when `error_if_incomplete` says so. */
export function startSubscription(
  world: StripeWorld,
  given: NewSubscription,
  options: StartOptions,
): SubscriptionObject {
  const built = buildSubscription(world, given);
  const firstCharge = previewFirstCharge(world, built, options);
  refuseUnpayable(firstCharge, options);
  const draft: SubscriptionObject = { ...built, status: startStatus(built, firstCharge, options) };
  world.state.subscriptions.set(draft.id, draft);
  const invoice = draftInvoice(world, {
    subscription: draft,
    reason: 'subscription_create',
    lines: periodLines(world, draft),
    finalizesAt: null,
  });
  world.state.invoices.set(invoice.id, { ...invoice, auto_advance: true });
  const started: SubscriptionObject = { ...draft, latest_invoice: invoice.id };
  world.state.subscriptions.set(started.id, started);
  emit(world, { type: 'customer.subscription.created', object: started });
  if (options.paymentBehavior === 'default_incomplete' && firstCharge !== undefined) {
    finalizeInvoice(world, world.state.invoices.get(invoice.id) ?? invoice);
  } else {
    const result = collectInvoice(world, invoice.id, { presence: options.presence });
    if (result.kind === 'processing') activate(world, started.id);
  }
  const after = world.state.subscriptions.get(started.id) ?? started;
  if (after.status === 'incomplete') planExpiry(world, after);
  else planTurns(world, after);
  return after;
}

/** Undefined when nothing is due today. */
function previewFirstCharge(
  world: StripeWorld,
  built: SubscriptionObject,
  options: StartOptions,
): ChargeResult | undefined {
  const isFree = built.items.data.every((item) => item.price.unit_amount * item.quantity === 0);
  if (built.status === 'trialing' || isFree) return undefined;
  return chargeOutcome(world, paymentMethodOf(world, built), options.presence);
}

function refuseUnpayable(charge: ChargeResult | undefined, options: StartOptions): void {
  if (charge === undefined || options.paymentBehavior === 'default_incomplete') return;
  if (charge.kind === 'no_method') {
    const missing = resourceMissing({ noun: 'payment method', id: '', param: 'default_payment_method' });
    throw Object.assign(missing, {
      body: {
        ...missing.body,
        message:
          'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
      },
    });
  }
  if (options.paymentBehavior !== 'error_if_incomplete') return;
  if (charge.kind === 'declined') throw cardFailure(charge.refusal);
  if (charge.kind === 'requires_action') throw cardFailure(AUTHENTICATION_REQUIRED);
}

/** Payments that settle later start `active` at once; everything else starts `incomplete` until it is paid. */
function startStatus(
  built: SubscriptionObject,
  charge: ChargeResult | undefined,
  options: StartOptions,
): SubscriptionObject['status'] {
  if (charge === undefined) return built.status === 'trialing' ? 'trialing' : 'active';
  if (options.paymentBehavior === 'default_incomplete' || options.isFirstSeenIncomplete === true)
    return 'incomplete';
  return charge.kind === 'processing' || charge.kind === 'succeeded' ? 'active' : 'incomplete';
}

/** A payment that settles later counts as a start (see DEVIATIONS.md). */
function activate(world: StripeWorld, id: string): void {
  const current = world.state.subscriptions.get(id);
  if (current?.status === 'incomplete') changeSubscription(world, current, { status: 'active' });
}

/** Starts the turns of a subscription whose first invoice was paid late, and expires it when it was not. */
function planExpiry(world: StripeWorld, subscription: SubscriptionObject): void {
  planAt(world, {
    at: nowSeconds(world) + INCOMPLETE_FOR_S,
    name: `subscription.expire ${subscription.id}`,
    run: () => {
      const current = world.state.subscriptions.get(subscription.id);
      if (current?.status !== 'incomplete') return;
      const invoice = world.state.invoices.get(current.latest_invoice ?? '');
      if (invoice?.status === 'open') voidInvoice(world, invoice);
      changeSubscription(world, current, { status: 'incomplete_expired', ended_at: nowSeconds(world) });
    },
  });
  planTurns(world, subscription);
}
