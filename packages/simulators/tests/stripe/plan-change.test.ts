import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import { DAY_MS, HOUR_MS, refusalOf, startStripe, type StripeBench } from './start-stripe.js';

async function teamSubscriber(
  bench: StripeBench,
  extra: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<Stripe.Subscription> {
  const { id: customer } = await bench.stripe.customers.create({ payment_method: 'pm_card_visa' });
  const [method] = (await bench.stripe.paymentMethods.list({ customer })).data;
  return bench.stripe.subscriptions.create({
    customer,
    items: [{ price: 'price_1QTEAM' }],
    default_payment_method: method!.id,
    ...extra,
  });
}

const to = (
  sub: Stripe.Subscription,
  price: string,
  extra: Partial<Stripe.SubscriptionUpdateParams> = {},
) => ({
  items: [{ id: sub.items.data[0]!.id, price }],
  ...extra,
});

async function newestInvoice(bench: StripeBench, sub: Stripe.Subscription): Promise<Stripe.Invoice> {
  return (await bench.stripe.invoices.list({ subscription: sub.id })).data[0]!;
}

/** The first period runs from 20 November to 20 December: thirty days. */
const HALF_OF_PERIOD_MS = 15 * DAY_MS;

test('an upgrade in the middle of a period credits the rest and charges the rest at the new price', async () => {
  const bench = await startStripe();
  const sub = await teamSubscriber(bench);
  await bench.advanceBy(HALF_OF_PERIOD_MS);
  const preview = await bench.stripe.invoices.createPreview({
    subscription: sub.id,
    subscription_details: { items: to(sub, 'price_1QSCALE').items, proration_behavior: 'always_invoice' },
  });
  const changed = await bench.stripe.subscriptions.update(
    sub.id,
    to(sub, 'price_1QSCALE', { proration_behavior: 'always_invoice' }),
  );
  expect(changed.items.data[0]).toMatchObject({ id: sub.items.data[0]!.id, price: { id: 'price_1QSCALE' } });
  const invoice = await newestInvoice(bench, sub);
  expect(invoice).toMatchObject({ status: 'paid', billing_reason: 'subscription_update', total: 7500 });
  expect(preview.total).toBe(invoice.total);
  expect(invoice.lines.data.map((line) => line.amount)).toEqual([-2450, 9950]);
  expect(invoice.lines.data[0]!.parent?.subscription_item_details?.proration).toBe(true);
});

test('prorations wait for the next invoice unless asked for now', async () => {
  const bench = await startStripe();
  const sub = await teamSubscriber(bench);
  await bench.advanceBy(HALF_OF_PERIOD_MS);
  await bench.stripe.subscriptions.update(sub.id, to(sub, 'price_1QSCALE'));
  expect(await newestInvoice(bench, sub)).toMatchObject({ billing_reason: 'subscription_create' });
  await bench.advanceBy(HALF_OF_PERIOD_MS + HOUR_MS);
  expect(await newestInvoice(bench, sub)).toMatchObject({
    billing_reason: 'subscription_cycle',
    total: 19_900 + 7500,
    status: 'paid',
  });
});

test('a downgrade leaves a credit that the next invoices use up', async () => {
  const bench = await startStripe();
  const sub = await teamSubscriber(bench, { items: [{ price: 'price_1QSCALE' }] });
  await bench.advanceBy(HALF_OF_PERIOD_MS);
  await bench.stripe.subscriptions.update(
    sub.id,
    to(sub, 'price_1QTEAM', { proration_behavior: 'always_invoice' }),
  );
  expect(await newestInvoice(bench, sub)).toMatchObject({ total: -7500, amount_due: 0, status: 'paid' });
  const customer = await bench.stripe.customers.retrieve(sub.customer as string);
  expect(customer).toMatchObject({ balance: -7500 });
  await bench.advanceBy(HALF_OF_PERIOD_MS + HOUR_MS);
  expect(await newestInvoice(bench, sub)).toMatchObject({
    total: 4900,
    amount_due: 0,
    ending_balance: -2600,
  });
});

test('proration none changes the price and bills nothing until renewal', async () => {
  const bench = await startStripe();
  const sub = await teamSubscriber(bench);
  await bench.stripe.subscriptions.update(sub.id, to(sub, 'price_1QSCALE', { proration_behavior: 'none' }));
  expect((await bench.stripe.invoices.list({ subscription: sub.id })).data).toHaveLength(1);
});

test('another interval starts a new period now and is charged at once', async () => {
  const bench = await startStripe();
  const sub = await teamSubscriber(bench);
  await bench.advanceBy(HALF_OF_PERIOD_MS);
  const yearly = await bench.stripe.subscriptions.update(sub.id, to(sub, 'price_1QTEAMYEAR'));
  expect(yearly.items.data[0]).toMatchObject({ current_period_start: bench.nowSeconds() });
  expect(yearly.billing_cycle_anchor).toBe(bench.nowSeconds());
  expect(await newestInvoice(bench, sub)).toMatchObject({ total: 49_000 - 2450, status: 'paid' });
  await bench.advanceBy(40 * DAY_MS);
  expect((await bench.stripe.invoices.list({ subscription: sub.id })).data).toHaveLength(2);
});

test('a change during a trial costs nothing and keeps the trial', async () => {
  const bench = await startStripe();
  const sub = await teamSubscriber(bench, { trial_period_days: 14 });
  const changed = await bench.stripe.subscriptions.update(sub.id, to(sub, 'price_1QSCALE'));
  expect(changed).toMatchObject({ status: 'trialing', trial_end: sub.trial_end });
  expect((await bench.stripe.invoices.list({ subscription: sub.id })).data).toHaveLength(1);
});

test('a trial ended early is charged at once and warned of in the same breath', async () => {
  const bench = await startStripe();
  const sub = await teamSubscriber(bench, { trial_period_days: 14 });
  await bench.advanceBy(2 * DAY_MS);
  const ended = await bench.stripe.subscriptions.update(sub.id, { trial_end: 'now' });
  expect(ended).toMatchObject({ status: 'active', trial_end: bench.nowSeconds() });
  expect(await newestInvoice(bench, sub)).toMatchObject({ status: 'paid', total: 4900 });
  const warned = await bench.stripe.events.list({ type: 'customer.subscription.trial_will_end' });
  expect(warned.data).toHaveLength(1);
});

test('a declined upgrade is refused unchanged with error_if_incomplete, and sticks as past due without', async () => {
  const bench = await startStripe();
  const sub = await teamSubscriber(bench);
  const bad = await bench.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
    customer: sub.customer as string,
  });
  await bench.stripe.subscriptions.update(sub.id, { default_payment_method: bad.id });
  const now = { proration_behavior: 'always_invoice' } as const;
  const strict = to(sub, 'price_1QSCALE', { ...now, payment_behavior: 'error_if_incomplete' });
  expect(await refusalOf(bench.stripe.subscriptions.update(sub.id, strict))).toMatchObject({
    statusCode: 402,
  });
  expect((await bench.stripe.subscriptions.retrieve(sub.id)).items.data[0]!.price.id).toBe('price_1QTEAM');
  const loose = await bench.stripe.subscriptions.update(sub.id, to(sub, 'price_1QSCALE', now));
  expect(loose).toMatchObject({ status: 'past_due' });
  expect(loose.items.data[0]!.price.id).toBe('price_1QSCALE');
});

test('an unknown item or price is refused', async () => {
  const bench = await startStripe();
  const sub = await teamSubscriber(bench);
  const wrongItem = { items: [{ id: 'si_none', price: 'price_1QSCALE' }] };
  expect(await refusalOf(bench.stripe.subscriptions.update(sub.id, wrongItem))).toMatchObject({
    code: 'resource_missing',
    param: 'items[0][id]',
  });
  expect(await refusalOf(bench.stripe.subscriptions.update(sub.id, to(sub, 'price_none')))).toMatchObject({
    param: 'items[0][price]',
  });
  const mixed = { items: [{ price: 'price_1QTEAMYEAR' }] };
  expect((await refusalOf(bench.stripe.subscriptions.update(sub.id, mixed))).message).toContain('interval');
});
