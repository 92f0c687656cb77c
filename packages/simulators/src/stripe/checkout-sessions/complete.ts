import { startSubscription } from '../billing/start-subscription.js';
import { changeCustomer, createCustomer } from '../customers/create.js';
import { findCustomer } from '../customers/find.js';
import type { CustomerObject } from '../customers/object.js';
import { DAY_S, type EpochSeconds } from '../epoch.js';
import { emit } from '../events/emit.js';
import { attachPaymentMethod, findPaymentMethod } from '../payment-methods/attach.js';
import type { SubscriptionObject } from '../subscriptions/object.js';
import { nowSeconds, planAt, type StripeWorld } from '../world.js';
import type { CheckoutCustomer } from './challenge.js';
import type { CheckoutPaymentStatus, CheckoutSessionObject } from './object.js';
import type { CheckoutPlan } from './plan.js';

/** Turns an open session into a customer, a payment method and a subscription, and says so. */
export function completeSession(
  world: StripeWorld,
  session: CheckoutSessionObject,
  by: { readonly customer: CheckoutCustomer; readonly paymentMethodId: string | null },
): CheckoutSessionObject {
  const plan = planOf(world, session);
  const customer = settleCustomer(world, session, { details: by.customer, plan });
  if (by.paymentMethodId !== null) {
    attachPaymentMethod(world, findPaymentMethod(world, by.paymentMethodId), customer.id);
  }
  const subscription = subscribe(world, session, { plan, customer, paymentMethodId: by.paymentMethodId });
  const invoice = world.state.invoices.get(subscription.latest_invoice ?? '');
  const completed: CheckoutSessionObject = {
    ...session,
    automatic_tax: { ...session.automatic_tax, status: session.automatic_tax.enabled ? 'complete' : null },
    customer: customer.id,
    customer_details: {
      address: by.customer.address,
      business_name: null,
      email: by.customer.email,
      individual_name: null,
      name: by.customer.name,
      phone: null,
      tax_exempt: customer.tax_exempt,
      tax_ids: [],
    },
    invoice: invoice?.id ?? null,
    payment_status: paymentStatusOf(session, invoice?.status),
    status: 'complete',
    subscription: subscription.id,
    url: null,
  };
  world.state.checkoutSessions.set(completed.id, completed);
  emit(world, { type: 'checkout.session.completed', object: completed });
  if (completed.payment_status === 'unpaid') planAsyncOutcome(world, completed);
  return completed;
}

function planOf(world: StripeWorld, session: CheckoutSessionObject): CheckoutPlan {
  const plan = world.state.checkoutPlans.get(session.id);
  if (plan === undefined) throw new Error(`Checkout session ${session.id} has no plan.`);
  return plan;
}

function settleCustomer(
  world: StripeWorld,
  session: CheckoutSessionObject,
  from: { readonly details: CheckoutCustomer; readonly plan: CheckoutPlan },
): CustomerObject {
  const { details, plan } = from;
  if (session.customer === null) return createCustomer(world, details);
  const known = findCustomer(world, session.customer);
  return changeCustomer(world, known, {
    ...(plan.customerUpdate.name && details.name !== null ? { name: details.name } : {}),
    ...(plan.customerUpdate.address && details.address !== null ? { address: details.address } : {}),
  });
}

function subscribe(
  world: StripeWorld,
  session: CheckoutSessionObject,
  from: {
    readonly plan: CheckoutPlan;
    readonly customer: CustomerObject;
    readonly paymentMethodId: string | null;
  },
): SubscriptionObject {
  const { plan, customer, paymentMethodId } = from;
  const lines = world.state.checkoutLineItems.get(session.id) ?? [];
  return startSubscription(
    world,
    {
      customerId: customer.id,
      items: lines.filter((line) => line.price.type === 'recurring'),
      trialEnd: trialEndOf(world, plan),
      missingPaymentMethod: plan.missingPaymentMethod,
      defaultPaymentMethodId: paymentMethodId,
      billingMode: plan.billingMode,
      isAutomaticTax: session.automatic_tax.enabled,
      description: plan.description,
      metadata: plan.metadata,
    },
    { paymentBehavior: 'allow_incomplete', presence: 'authenticated', isFirstSeenIncomplete: true },
  );
}

function trialEndOf(world: StripeWorld, plan: CheckoutPlan): EpochSeconds | null {
  if (plan.trialPeriodDays !== null) return nowSeconds(world) + plan.trialPeriodDays * DAY_S;
  return plan.trialEnd;
}

function paymentStatusOf(
  session: CheckoutSessionObject,
  invoiceStatus: string | undefined,
): CheckoutPaymentStatus {
  if (session.amount_total === 0) return 'no_payment_required';
  return invoiceStatus === 'paid' ? 'paid' : 'unpaid';
}

/** The payment settles by a job of the same instant that was planned before this one. */
function planAsyncOutcome(world: StripeWorld, session: CheckoutSessionObject): void {
  planAt(world, {
    at: nowSeconds(world) + world.settings.delayedPaymentSeconds,
    name: `checkout.async_payment ${session.id}`,
    run: () => {
      const current = world.state.checkoutSessions.get(session.id);
      if (current === undefined) return;
      const isPaid = world.state.invoices.get(session.invoice ?? '')?.status === 'paid';
      const settled: CheckoutSessionObject = { ...current, payment_status: isPaid ? 'paid' : 'unpaid' };
      world.state.checkoutSessions.set(settled.id, settled);
      const type = isPaid
        ? 'checkout.session.async_payment_succeeded'
        : 'checkout.session.async_payment_failed';
      emit(world, { type, object: settled });
    },
  });
}
