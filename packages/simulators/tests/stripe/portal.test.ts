import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import {
  cancelSubscription,
  changePlan,
  keepSubscription,
  payInvoice,
} from '../../src/stripe/portal-sessions/operations.js';
import type { PortalSessionObject } from '../../src/stripe/portal-sessions/object.js';
import { updateCard } from '../../src/stripe/portal-sessions/update-card.js';
import { cardForm, DAY_MS, HOUR_MS, refusalOf, startStripe, type StripeBench } from './start-stripe.js';

interface PortalBench extends StripeBench {
  readonly sub: Stripe.Subscription;
  readonly open: (params?: Partial<Stripe.BillingPortal.SessionCreateParams>) => Promise<PortalSessionObject>;
  readonly current: () => Promise<Stripe.Subscription>;
}

async function startPortal(extra: Partial<Stripe.SubscriptionCreateParams> = {}): Promise<PortalBench> {
  const bench = await startStripe();
  const { stripe } = bench;
  const { id: customer } = await stripe.customers.create({ email: 'admin@northwind.example' });
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const sub = await stripe.subscriptions.create({
    customer,
    items: [{ price: 'price_1QTEAM' }],
    default_payment_method: method.id,
    ...extra,
  });
  return {
    ...bench,
    sub,
    open: async (params = {}) => {
      const { id } = await stripe.billingPortal.sessions.create({ customer, ...params });
      return bench.simulators.stripe.world.state.portalSessions.get(id)!;
    },
    current: () => stripe.subscriptions.retrieve(sub.id, { expand: ['default_payment_method'] }),
  };
}

test('a portal session has a page on the simulator and uses the default configuration', async () => {
  const { stripe, simulators, sub } = await startPortal();
  const session = await stripe.billingPortal.sessions.create({
    customer: sub.customer as string,
    return_url: 'https://app.example/settings',
    expand: ['configuration'],
  });
  expect(session.url).toBe(`${simulators.stripe.origin}/p/session/${session.id}`);
  expect(session.configuration).toMatchObject({
    is_default: true,
    features: { subscription_update: { enabled: true } },
  });
});

test('a flow names its task and must concern a subscription of the customer', async () => {
  const { stripe, sub, open } = await startPortal();
  const flow = { type: 'subscription_cancel', subscription_cancel: { subscription: sub.id } } as const;
  expect((await open({ flow_data: flow })).flow).toMatchObject({
    type: 'subscription_cancel',
    subscription_cancel: { subscription: sub.id },
    after_completion: { type: 'portal_homepage' },
  });
  const { id: stranger } = await stripe.customers.create({});
  const wrong = stripe.billingPortal.sessions.create({ customer: stranger, flow_data: flow });
  expect(await refusalOf(wrong)).toMatchObject({ code: 'resource_missing' });
});

test('a plan change follows the configuration: by default not prorated', async () => {
  const bench = await startPortal();
  const { world } = bench.simulators.stripe;
  const outcome = changePlan(world, await bench.open(), {
    subscriptionId: bench.sub.id,
    priceId: 'price_1QSCALE',
  });
  expect(outcome.kind).toBe('done');
  expect((await bench.current()).items.data[0]!.price.id).toBe('price_1QSCALE');
  expect((await bench.stripe.invoices.list({ subscription: bench.sub.id })).data).toHaveLength(1);
});

test('a plan change ends a trial unless the configuration continues it', async () => {
  const bench = await startPortal({ trial_period_days: 14 });
  const { world } = bench.simulators.stripe;
  const team = await bench.stripe.prices.retrieve('price_1QTEAM');
  const scale = await bench.stripe.prices.retrieve('price_1QSCALE');
  const kind = await bench.stripe.billingPortal.configurations.create({
    features: {
      subscription_update: {
        enabled: true,
        default_allowed_updates: ['price'],
        products: [
          { product: team.product as string, prices: [team.id] },
          { product: scale.product as string, prices: [scale.id] },
        ],
        trial_update_behavior: 'continue_trial',
      },
    },
  });
  const to = { subscriptionId: bench.sub.id, priceId: 'price_1QSCALE' };
  changePlan(world, await bench.open({ configuration: kind.id }), to);
  expect((await bench.current()).status).toBe('trialing');
  changePlan(world, await bench.open(), { ...to, priceId: 'price_1QTEAM' });
  expect((await bench.current()).status).toBe('active');
});

test('a price outside the configuration is refused', async () => {
  const bench = await startPortal();
  const product = await bench.stripe.products.create({ name: 'Secret' });
  const price = await bench.stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 1,
    recurring: { interval: 'month' },
  });
  const { world } = bench.simulators.stripe;
  const outcome = changePlan(world, await bench.open(), { subscriptionId: bench.sub.id, priceId: price.id });
  expect(outcome).toMatchObject({ kind: 'refused' });
});

test('cancelling schedules the end, with cancel_at only, and can be taken back', async () => {
  const bench = await startPortal();
  const { world } = bench.simulators.stripe;
  cancelSubscription(world, await bench.open(), { subscriptionId: bench.sub.id, feedback: 'unused' });
  expect(await bench.current()).toMatchObject({
    status: 'active',
    cancel_at_period_end: false,
    cancel_at: bench.sub.items.data[0]!.current_period_end,
    cancellation_details: { reason: 'cancellation_requested', feedback: 'unused' },
  });
  keepSubscription(world, await bench.open(), bench.sub.id);
  expect(await bench.current()).toMatchObject({ cancel_at: null, cancellation_details: { feedback: null } });
});

test('a new card becomes the default everywhere; a declined one changes nothing', async () => {
  const bench = await startPortal();
  const { world } = bench.simulators.stripe;
  const session = await bench.open();
  const declined = updateCard(world, session, { entry: cardForm('4000000000000002').entry });
  expect(declined).toMatchObject({ kind: 'refused', refusal: { code: 'card_declined' } });
  expect((await bench.current()).default_payment_method).toMatchObject({ card: { last4: '4242' } });
  expect(updateCard(world, session, { entry: cardForm('5555555555554444').entry }).kind).toBe('done');
  expect((await bench.current()).default_payment_method).toMatchObject({ card: { last4: '4444' } });
});

test('an open invoice can be paid after a new card, which ends dunning', async () => {
  const bench = await startPortal();
  const { world } = bench.simulators.stripe;
  updateCard(world, await bench.open(), { entry: cardForm('4000000000000341').entry });
  await bench.advanceBy(31 * DAY_MS);
  const late = await bench.current();
  expect(late.status).toBe('past_due');
  const session = await bench.open();
  const invoiceId = late.latest_invoice as string;
  expect(payInvoice(world, session, invoiceId)).toMatchObject({ kind: 'refused' });
  updateCard(world, session, { entry: cardForm('4242424242424242').entry });
  expect(payInvoice(world, session, invoiceId)).toMatchObject({ kind: 'done', value: { status: 'paid' } });
  expect((await bench.current()).status).toBe('active');
});

test('a portal link dies, and never works for another customer’s subscription', async () => {
  const bench = await startPortal();
  const { world } = bench.simulators.stripe;
  const { id: stranger } = await bench.stripe.customers.create({});
  const theirs = await bench.open({ customer: stranger });
  expect(cancelSubscription(world, theirs, { subscriptionId: bench.sub.id })).toMatchObject({
    kind: 'refused',
  });
  const session = await bench.open();
  await bench.advanceBy(HOUR_MS);
  expect(cancelSubscription(world, session, { subscriptionId: bench.sub.id })).toMatchObject({
    kind: 'refused',
  });
  expect((await bench.current()).cancel_at).toBeNull();
});

test('a configuration is created with Stripe’s defaults, updated and listed', async () => {
  const { stripe } = await startStripe();
  const created = await stripe.billingPortal.configurations.create({
    business_profile: { headline: 'Northwind' },
    features: { subscription_cancel: { enabled: true }, invoice_history: { enabled: true } },
  });
  expect(created).toMatchObject({
    is_default: false,
    features: {
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      subscription_update: { enabled: false, proration_behavior: 'none', trial_update_behavior: 'end_trial' },
    },
  });
  const updated = await stripe.billingPortal.configurations.update(created.id, {
    active: false,
    metadata: { app: 'x' },
  });
  expect(updated).toMatchObject({
    active: false,
    metadata: { app: 'x' },
    business_profile: { headline: 'Northwind' },
  });
  expect((await stripe.billingPortal.configurations.list({ is_default: false })).data).toHaveLength(1);
});
