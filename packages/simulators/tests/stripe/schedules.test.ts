import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import { DAY_MS, HOUR_MS, refusalOf, startStripe, type StripeBench } from './start-stripe.js';

async function subscriber(bench: StripeBench, price: string): Promise<Stripe.Subscription> {
  const { id: customer } = await bench.stripe.customers.create({ payment_method: 'pm_card_visa' });
  const [method] = (await bench.stripe.paymentMethods.list({ customer })).data;
  const items = [{ price }];
  return bench.stripe.subscriptions.create({ customer, items, default_payment_method: method!.id });
}

/** The schedule an app makes for a downgrade at the end of the period. */
async function scheduleDowngrade(
  bench: StripeBench,
  sub: Stripe.Subscription,
): Promise<Stripe.SubscriptionSchedule> {
  const { stripe } = bench;
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: sub.id });
  const [now] = schedule.phases;
  return stripe.subscriptionSchedules.update(schedule.id, {
    phases: [
      { items: [{ price: 'price_1QSCALE' }], start_date: now!.start_date, end_date: now!.end_date },
      { items: [{ price: 'price_1QTEAM' }], proration_behavior: 'none' },
    ],
  });
}

const eventsOf = async (bench: StripeBench): Promise<string[]> =>
  (await bench.stripe.events.list({ type: 'subscription_schedule.*', limit: 100 })).data
    .map((event) => event.type.replace('subscription_schedule.', ''))
    .reverse();

const priceOf = async (bench: StripeBench, sub: Stripe.Subscription): Promise<string> =>
  (await bench.stripe.subscriptions.retrieve(sub.id)).items.data[0]!.price.id;

test('a schedule made from a subscription begins with the period that runs', async () => {
  const bench = await startStripe();
  const sub = await subscriber(bench, 'price_1QSCALE');
  const schedule = await bench.stripe.subscriptionSchedules.create({ from_subscription: sub.id });
  const [item] = sub.items.data;
  expect(schedule).toMatchObject({
    status: 'active',
    end_behavior: 'release',
    subscription: sub.id,
    current_phase: { start_date: item!.current_period_start, end_date: item!.current_period_end },
    phases: [{ items: [{ price: 'price_1QSCALE', quantity: 1 }] }],
  });
  const attached = await bench.stripe.subscriptions.retrieve(sub.id, { expand: ['schedule'] });
  expect(attached.schedule).toMatchObject({ id: schedule.id });
  const second = bench.stripe.subscriptionSchedules.create({ from_subscription: sub.id });
  expect((await refusalOf(second)).message).toContain(schedule.id);
});

test('a downgrade waits for the end of the period, is billed at the new price, and is let go a period later', async () => {
  const bench = await startStripe();
  const sub = await subscriber(bench, 'price_1QSCALE');
  const schedule = await scheduleDowngrade(bench, sub);
  expect(await eventsOf(bench)).toEqual(['created', 'updated']);
  const periodEnd = sub.items.data[0]!.current_period_end;
  await bench.simulators.clock.advanceTo(periodEnd * 1000 - 1000);
  expect(await priceOf(bench, sub)).toBe('price_1QSCALE');
  await bench.simulators.clock.advanceTo(periodEnd * 1000 + HOUR_MS);
  expect(await priceOf(bench, sub)).toBe('price_1QTEAM');
  const [renewal] = (await bench.stripe.invoices.list({ subscription: sub.id })).data;
  expect(renewal).toMatchObject({ billing_reason: 'subscription_cycle', total: 4900, status: 'paid' });
  expect(await bench.stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
    status: 'active',
    current_phase: { start_date: periodEnd },
  });
  expect(await eventsOf(bench)).toEqual(['updated']);
  await bench.advanceBy(32 * DAY_MS);
  expect(await bench.stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
    status: 'released',
    subscription: null,
    released_subscription: sub.id,
  });
  const free = await bench.stripe.subscriptions.retrieve(sub.id);
  expect(free).toMatchObject({ schedule: null, status: 'active' });
  expect(await eventsOf(bench)).toEqual(['released']);
});

test('while a schedule is attached, cancelling, swapping and pausing directly are refused', async () => {
  const bench = await startStripe();
  const sub = await subscriber(bench, 'price_1QSCALE');
  const schedule = await scheduleDowngrade(bench, sub);
  const { subscriptions } = bench.stripe;
  const item = sub.items.data[0]!.id;
  for (const refused of [
    subscriptions.update(sub.id, { cancel_at_period_end: true }),
    subscriptions.update(sub.id, { cancel_at: bench.nowSeconds() + 86_400 }),
    subscriptions.update(sub.id, { items: [{ id: item, price: 'price_1QTEAM' }] }),
    subscriptions.pause(sub.id, { type: 'subscription' }),
  ]) {
    expect(await refusalOf(refused)).toMatchObject({ statusCode: 400 });
  }
  const said = await refusalOf(subscriptions.update(sub.id, { cancel_at_period_end: true }));
  expect(said.message).toBe(
    `The subscription is managed by the subscription schedule \`${schedule.id}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
  );
  await subscriptions.update(sub.id, { metadata: { portal: '1' }, items: [{ id: item, quantity: 2 }] });
  await bench.stripe.subscriptionSchedules.release(schedule.id);
  expect(await subscriptions.update(sub.id, { cancel_at_period_end: true })).toMatchObject({
    schedule: null,
    cancel_at: sub.items.data[0]!.current_period_end,
  });
  const again = bench.stripe.subscriptionSchedules.release(schedule.id);
  expect(await refusalOf(again)).toMatchObject({ statusCode: 400 });
});

test('cancelling a schedule ends its subscription, and ending the subscription cancels its schedule', async () => {
  const bench = await startStripe();
  const first = await subscriber(bench, 'price_1QSCALE');
  const one = await scheduleDowngrade(bench, first);
  expect(await bench.stripe.subscriptionSchedules.cancel(one.id)).toMatchObject({ status: 'canceled' });
  expect((await bench.stripe.subscriptions.retrieve(first.id)).status).toBe('canceled');
  const second = await subscriber(bench, 'price_1QSCALE');
  const other = await scheduleDowngrade(bench, second);
  await bench.stripe.subscriptions.cancel(second.id);
  expect((await bench.stripe.subscriptionSchedules.retrieve(other.id)).status).toBe('canceled');
  const { data } = await bench.stripe.subscriptionSchedules.list({ customer: second.customer as string });
  expect(data.map((schedule) => schedule.id)).toEqual([other.id]);
});

test('a schedule that ends by cancelling says when, and does it', async () => {
  const bench = await startStripe();
  const sub = await subscriber(bench, 'price_1QSCALE');
  const { id } = await bench.stripe.subscriptionSchedules.create({ from_subscription: sub.id });
  await bench.stripe.subscriptionSchedules.update(id, { end_behavior: 'cancel' });
  const periodEnd = sub.items.data[0]!.current_period_end;
  expect((await bench.stripe.subscriptions.retrieve(sub.id)).cancel_at).toBe(periodEnd);
  await bench.simulators.clock.advanceTo(periodEnd * 1000);
  expect((await bench.stripe.subscriptions.retrieve(sub.id)).status).toBe('canceled');
  expect(await bench.stripe.subscriptionSchedules.retrieve(id)).toMatchObject({
    status: 'completed',
    completed_at: periodEnd,
  });
});

test('a phase in the middle of a period is prorated as it says', async () => {
  const bench = await startStripe();
  const sub = await subscriber(bench, 'price_1QTEAM');
  const { id, phases } = await bench.stripe.subscriptionSchedules.create({ from_subscription: sub.id });
  const middle = phases[0]!.start_date + 15 * 86_400;
  await bench.stripe.subscriptionSchedules.update(id, {
    phases: [
      { items: [{ price: 'price_1QTEAM' }], start_date: phases[0]!.start_date, end_date: middle },
      { items: [{ price: 'price_1QSCALE' }], proration_behavior: 'always_invoice' },
    ],
  });
  await bench.simulators.clock.advanceTo(middle * 1000);
  expect(await priceOf(bench, sub)).toBe('price_1QSCALE');
  const [invoice] = (await bench.stripe.invoices.list({ subscription: sub.id })).data;
  expect(invoice).toMatchObject({ billing_reason: 'subscription_update', total: (19_900 - 4900) / 2 });
});

test('a schedule for a customer starts the subscription when its first phase does', async () => {
  const bench = await startStripe();
  const { stripe } = bench;
  const { id: customer } = await stripe.customers.create({ payment_method: 'pm_card_visa' });
  const [method] = (await stripe.paymentMethods.list({ customer })).data;
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method!.id } });
  const start_date = bench.nowSeconds() + 86_400;
  const phases = [{ items: [{ price: 'price_1QTEAM' }], duration: { interval: 'month' as const } }];
  const schedule = await stripe.subscriptionSchedules.create({ customer, start_date, phases });
  expect(schedule).toMatchObject({ status: 'not_started', subscription: null });
  await bench.advanceBy(DAY_MS);
  const begun = await stripe.subscriptionSchedules.retrieve(schedule.id, { expand: ['subscription'] });
  expect(begun).toMatchObject({ status: 'active', subscription: { status: 'active' } });
});

test('phases that overlap, lack the running one or name both ends are refused', async () => {
  const bench = await startStripe();
  const sub = await subscriber(bench, 'price_1QTEAM');
  const { id, phases } = await bench.stripe.subscriptionSchedules.create({ from_subscription: sub.id });
  const items = [{ price: 'price_1QTEAM' }];
  const { start_date, end_date } = phases[0]!;
  for (const wrong of [
    [{ items, start_date, end_date: start_date }],
    [{ items, start_date: start_date + 60, end_date }],
    [{ items, start_date, end_date, duration: { interval: 'month' as const } }],
    [{ items: [], start_date, end_date }],
  ]) {
    const refused = bench.stripe.subscriptionSchedules.update(id, { phases: wrong });
    expect(await refusalOf(refused)).toMatchObject({ statusCode: 400 });
  }
});
