import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import type { PortalActOutcome } from '../../src/index.js';
import { DAY_MS, HOUR_MS, startStripe, type StripeBench } from './start-stripe.js';

interface PortalBench extends StripeBench {
  readonly sub: Stripe.Subscription;
  /** Opens the portal under the features given and changes to a price. */
  readonly changeTo: (priceId: string) => Promise<PortalActOutcome>;
  readonly open: () => Promise<string>;
  readonly current: () => Promise<Stripe.Subscription>;
  readonly invoiceCount: () => Promise<number>;
}

type Update = Stripe.BillingPortal.ConfigurationCreateParams.Features.SubscriptionUpdate;

async function startPortal(
  feature: Omit<Update, 'default_allowed_updates' | 'enabled' | 'products'>,
  subscription: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<PortalBench> {
  const bench = await startStripe();
  const { stripe } = bench;
  const prices = (await stripe.prices.list({ limit: 100 })).data;
  const products = [...new Set(prices.map((price) => price.product as string))].map((product) => ({
    product,
    prices: prices.filter((price) => price.product === product).map((price) => price.id),
  }));
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      subscription_cancel: { enabled: true },
      subscription_update: { enabled: true, default_allowed_updates: ['price'], products, ...feature },
    },
  });
  const { id: customer } = await stripe.customers.create({ payment_method: 'pm_card_visa' });
  const [method] = (await stripe.paymentMethods.list({ customer })).data;
  const items = [{ price: 'price_1QSCALE' }];
  const paying = { customer, items, default_payment_method: method!.id };
  const sub = await stripe.subscriptions.create({ ...paying, ...subscription });
  const open = async (): Promise<string> =>
    (await stripe.billingPortal.sessions.create({ customer, configuration: configuration.id })).id;
  return {
    ...bench,
    sub,
    open,
    changeTo: async (priceId) =>
      bench.control.actInPortal(await open(), { kind: 'change_plan', subscriptionId: sub.id, priceId }),
    current: () => stripe.subscriptions.retrieve(sub.id),
    invoiceCount: async () => (await stripe.invoices.list({ subscription: sub.id, limit: 100 })).data.length,
  };
}

const WAITS = {
  proration_behavior: 'always_invoice',
  schedule_at_period_end: {
    conditions: [{ type: 'decreasing_item_amount' as const }, { type: 'shortening_interval' as const }],
  },
} satisfies Partial<Update>;

const priceOf = (sub: Stripe.Subscription): string => sub.items.data[0]!.price.id;

test('a configuration keeps its conditions, and by default has none', async () => {
  const { stripe } = await startStripe();
  const plain = await stripe.billingPortal.configurations.create({
    features: { subscription_update: { enabled: true, default_allowed_updates: [], products: [] } },
  });
  expect(plain.features.subscription_update).toMatchObject({
    proration_behavior: 'none',
    trial_update_behavior: 'end_trial',
    schedule_at_period_end: { conditions: [] },
  });
  const update = { schedule_at_period_end: WAITS.schedule_at_period_end };
  const changed = await stripe.billingPortal.configurations.update(plain.id, {
    features: { subscription_update: update },
  });
  expect(changed.features.subscription_update.schedule_at_period_end).toEqual(update.schedule_at_period_end);
});

test('a downgrade waits for the end of the paid period where the configuration says so', async () => {
  const bench = await startPortal(WAITS);
  expect(await bench.changeTo('price_1QTEAM')).toMatchObject({ kind: 'done' });
  const waiting = await bench.current();
  expect(priceOf(waiting)).toBe('price_1QSCALE');
  expect(waiting.schedule).toMatch(/^sub_sched_/);
  expect(await bench.invoiceCount()).toBe(1);
  await bench.simulators.clock.advanceTo(bench.sub.items.data[0]!.current_period_end * 1000 + HOUR_MS);
  expect(priceOf(await bench.current())).toBe('price_1QTEAM');
  const [renewal] = (await bench.stripe.invoices.list({ subscription: bench.sub.id })).data;
  expect(renewal).toMatchObject({ total: 4900, billing_reason: 'subscription_cycle' });
});

test('without conditions a downgrade happens at once', async () => {
  const bench = await startPortal({ proration_behavior: 'create_prorations' });
  await bench.changeTo('price_1QTEAM');
  expect(priceOf(await bench.current())).toBe('price_1QTEAM');
  expect((await bench.current()).schedule).toBeNull();
});

test('choosing the plan of today again takes the scheduled downgrade back', async () => {
  const bench = await startPortal(WAITS);
  await bench.changeTo('price_1QTEAM');
  expect(await bench.changeTo('price_1QSCALE')).toMatchObject({ kind: 'done' });
  expect((await bench.current()).schedule).toBeNull();
  await bench.advanceBy(40 * DAY_MS);
  expect(priceOf(await bench.current())).toBe('price_1QSCALE');
});

test('an upgrade replaces a scheduled downgrade; a declined one leaves it in place', async () => {
  const bench = await startPortal(WAITS);
  await bench.changeTo('price_1QTEAM');
  const { schedule, customer, default_payment_method: good } = await bench.current();
  const bad = await bench.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
    customer: customer as string,
  });
  await bench.stripe.subscriptions.update(bench.sub.id, { default_payment_method: bad.id });
  expect(await bench.changeTo('price_1QTEAMYEAR')).toMatchObject({ kind: 'refused' });
  expect(await bench.current()).toMatchObject({ schedule });
  await bench.stripe.subscriptions.update(bench.sub.id, { default_payment_method: good as string });
  expect(await bench.changeTo('price_1QTEAMYEAR')).toMatchObject({ kind: 'done' });
  const upgraded = await bench.current();
  expect(upgraded.schedule).toBeNull();
  expect(priceOf(upgraded)).toBe('price_1QTEAMYEAR');
});

test('cancelling in the portal takes the scheduled downgrade with it', async () => {
  const bench = await startPortal(WAITS);
  await bench.changeTo('price_1QTEAM');
  const act = { kind: 'cancel', subscriptionId: bench.sub.id } as const;
  expect(bench.control.actInPortal(await bench.open(), act)).toMatchObject({ kind: 'done' });
  const ending = await bench.current();
  expect(ending).toMatchObject({ schedule: null, cancel_at: ending.items.data[0]!.current_period_end });
});

test('the portal leaves a schedule the app made alone', async () => {
  const bench = await startPortal(WAITS);
  await bench.stripe.subscriptionSchedules.create({ from_subscription: bench.sub.id });
  expect(await bench.changeTo('price_1QTEAM')).toMatchObject({ kind: 'refused' });
});

test('an upgrade in the portal is charged as its configuration says', async () => {
  for (const [proration_behavior, invoices] of [
    ['always_invoice', 2],
    ['create_prorations', 1],
    ['none', 1],
  ] as const) {
    const bench = await startPortal({ proration_behavior }, { items: [{ price: 'price_1QTEAM' }] });
    await bench.advanceBy(15 * DAY_MS);
    await bench.changeTo('price_1QSCALE');
    expect(priceOf(await bench.current())).toBe('price_1QSCALE');
    expect(await bench.invoiceCount()).toBe(invoices);
    await bench.advanceBy(16 * DAY_MS);
    const [renewal] = (await bench.stripe.invoices.list({ subscription: bench.sub.id })).data;
    expect(renewal!.total).toBe(proration_behavior === 'create_prorations' ? 27_400 : 19_900);
  }
});

test.each([
  ['end_trial', 'active'],
  ['continue_trial', 'trialing'],
] as const)('a plan change during a trial with %s leaves it %s', async (behavior, status) => {
  const trial = { items: [{ price: 'price_1QTEAM' }], trial_period_days: 14 };
  const bench = await startPortal({ ...WAITS, trial_update_behavior: behavior }, trial);
  await bench.changeTo('price_1QSCALE');
  expect(await bench.current()).toMatchObject({ status, schedule: null });
});
