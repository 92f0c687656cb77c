import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import { DAY_MS, refusalOf, startReceiver, startStripe, type StripeBench } from './start-stripe.js';

const DAY_S = 86_400;
/** 1 March 2027, far from the account's own November 2026. */
const FROZEN = Date.UTC(2027, 2, 1) / 1000;

async function customerOn(bench: StripeBench, test_clock: string): Promise<string> {
  const { id } = await bench.stripe.customers.create({ test_clock, payment_method: 'pm_card_visa' });
  const [method] = (await bench.stripe.paymentMethods.list({ customer: id })).data;
  await bench.stripe.customers.update(id, { invoice_settings: { default_payment_method: method!.id } });
  return id;
}

const items = [{ price: 'price_1QTEAM' }];

/** Advances as an app's test does: asks, then polls until the clock is ready. */
async function advance(
  bench: StripeBench,
  id: string,
  frozen_time: number,
): Promise<Stripe.TestHelpers.TestClock> {
  let clock = await bench.stripe.testHelpers.testClocks.advance(id, { frozen_time });
  expect(clock).toMatchObject({
    status: 'advancing',
    status_details: { advancing: { target_frozen_time: frozen_time } },
  });
  while (clock.status === 'advancing') clock = await bench.stripe.testHelpers.testClocks.retrieve(id);
  return clock;
}

test('what belongs to a customer on a clock is dated by that clock', async () => {
  const bench = await startStripe();
  const clock = await bench.stripe.testHelpers.testClocks.create({ frozen_time: FROZEN, name: 'march' });
  expect(clock).toMatchObject({ status: 'ready', frozen_time: FROZEN, name: 'march' });
  const customer = await customerOn(bench, clock.id);
  const sub = await bench.stripe.subscriptions.create({ customer, items, trial_period_days: 14 });
  expect(sub).toMatchObject({
    test_clock: clock.id,
    created: FROZEN,
    trial_end: FROZEN + 14 * DAY_S,
    status: 'trialing',
  });
  const expanded = await bench.stripe.customers.retrieve(customer, { expand: ['test_clock'] });
  expect(expanded).toMatchObject({ created: FROZEN, test_clock: { id: clock.id } });
  expect(bench.simulators.stripe.truth()).toMatchObject([{ id: customer, testClockAt: FROZEN * 1000 }]);
  await bench.advanceBy(20 * DAY_MS);
  expect((await bench.stripe.subscriptions.retrieve(sub.id)).status).toBe('trialing');
});

test('an advance runs trial warning, trial end and renewal in order, each at its own instant', async () => {
  const bench = await startStripe();
  const receiver = await startReceiver();
  bench.control.registerWebhook(receiver.url);
  const clock = await bench.stripe.testHelpers.testClocks.create({ frozen_time: FROZEN });
  const customer = await customerOn(bench, clock.id);
  const sub = await bench.stripe.subscriptions.create({ customer, items, trial_period_days: 14 });
  await bench.simulators.settle();
  receiver.received.length = 0;
  const before = bench.nowSeconds();
  const ready = await advance(bench, clock.id, FROZEN + 15 * DAY_S);
  expect(ready).toMatchObject({ status: 'ready', frozen_time: FROZEN + 15 * DAY_S });
  expect(bench.nowSeconds()).toBe(before);
  await bench.simulators.settle();
  const events = receiver.received.map((one) => JSON.parse(one.body) as Stripe.Event);
  const seen = events
    .filter(({ type }) => /trial_will_end|subscription.updated|invoice.paid|test_clock/.test(type))
    .map(({ type, created }) => [type, (created - FROZEN) / 3600]);
  expect(seen).toEqual([
    ['test_helpers.test_clock.advancing', 0],
    ['customer.subscription.trial_will_end', 11 * 24],
    ['customer.subscription.updated', 14 * 24],
    ['invoice.paid', 14 * 24 + 1],
    ['test_helpers.test_clock.ready', 15 * 24],
  ]);
  expect((await bench.stripe.subscriptions.retrieve(sub.id)).status).toBe('active');
  await advance(bench, clock.id, FROZEN + 50 * DAY_S);
  const invoices = await bench.stripe.invoices.list({ subscription: sub.id });
  expect(invoices.data.map((invoice) => [invoice.total, invoice.status, invoice.test_clock])).toEqual([
    [4900, 'paid', clock.id],
    [4900, 'paid', clock.id],
    [0, 'paid', clock.id],
  ]);
});

test('lists hide what is on a clock unless its clock or customer is asked for', async () => {
  const bench = await startStripe();
  const { stripe } = bench;
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: FROZEN });
  const bound = await customerOn(bench, clock.id);
  const sub = await stripe.subscriptions.create({ customer: bound, items });
  const { id: free } = await stripe.customers.create({});
  const ids = async (filter: Stripe.SubscriptionListParams): Promise<string[]> =>
    (await stripe.subscriptions.list(filter)).data.map((one) => one.id);
  expect(await ids({ status: 'all' })).toEqual([]);
  expect(await ids({ customer: bound })).toEqual([sub.id]);
  expect(await ids({ test_clock: clock.id })).toEqual([sub.id]);
  const customers = async (filter: Stripe.CustomerListParams): Promise<string[]> =>
    (await stripe.customers.list(filter)).data.map((one) => one.id);
  expect(await customers({})).toEqual([free]);
  expect(await customers({ test_clock: clock.id })).toEqual([bound]);
});

test('a clock goes only forward, not too far, and one step at a time', async () => {
  const bench = await startStripe();
  const { testClocks } = bench.stripe.testHelpers;
  const { id } = await testClocks.create({ frozen_time: FROZEN });
  for (const frozen_time of [FROZEN, FROZEN - 1, FROZEN + 731 * DAY_S]) {
    expect(await refusalOf(testClocks.advance(id, { frozen_time }))).toMatchObject({ param: 'frozen_time' });
  }
  const customer = await customerOn(bench, id);
  await bench.stripe.subscriptions.create({ customer, items });
  const tooFar = testClocks.advance(id, { frozen_time: FROZEN + 70 * DAY_S });
  expect(await refusalOf(tooFar)).toMatchObject({ param: 'frozen_time' });
  const { fetch, secretKey } = bench.simulators.stripe;
  const ask = (days: number): Promise<Response> =>
    fetch(`http://stripe.test/v1/test_helpers/test_clocks/${id}/advance`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secretKey}` },
      body: new URLSearchParams({ frozen_time: String(FROZEN + days * DAY_S) }),
    });
  const both = await Promise.all([ask(1), ask(2)]);
  expect(both.map((answer) => answer.status)).toEqual([200, 400]);
});

test('a clock takes three customers, also an existing one without subscriptions, and takes them along', async () => {
  const bench = await startStripe();
  const { stripe } = bench;
  const { id: existing } = await stripe.customers.create({});
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: FROZEN, customer: existing });
  expect(await stripe.customers.retrieve(existing)).toMatchObject({ test_clock: clock.id });
  const second = await customerOn(bench, clock.id);
  await customerOn(bench, clock.id);
  expect(await refusalOf(stripe.customers.create({ test_clock: clock.id }))).toMatchObject({
    param: 'test_clock',
  });
  const sub = await stripe.subscriptions.create({ customer: second, items });
  const busy = stripe.testHelpers.testClocks.create({ frozen_time: FROZEN, customer: second });
  expect(await refusalOf(busy)).toMatchObject({ param: 'customer' });
  expect((await stripe.testHelpers.testClocks.list()).data.map((one) => one.id)).toEqual([clock.id]);
  expect(await stripe.testHelpers.testClocks.del(clock.id)).toMatchObject({ deleted: true });
  expect(await stripe.customers.retrieve(second)).toMatchObject({ deleted: true });
  expect((await stripe.subscriptions.retrieve(sub.id)).status).toBe('canceled');
  expect(await refusalOf(stripe.testHelpers.testClocks.retrieve(clock.id))).toMatchObject({
    statusCode: 404,
  });
});

test('pages and portal live by the clock of their customer, and a forgotten clock goes by itself', async () => {
  const bench = await startStripe();
  const { stripe, control } = bench;
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: FROZEN });
  const customer = await customerOn(bench, clock.id);
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer,
    line_items: [{ price: 'price_1QTEAM', quantity: 1 }],
    success_url: 'https://app.example/done',
  });
  const entry = { number: '4242424242424242', expiry: '12/34', cvc: '123' };
  const submission = { email: 'a@b.example', payment: { kind: 'card' as const, entry } };
  expect(control.submitCheckout(session.id, submission)).toMatchObject({ kind: 'completed' });
  const [sub] = (await stripe.subscriptions.list({ customer })).data;
  expect(sub).toMatchObject({ status: 'active', start_date: FROZEN });
  const portal = await stripe.billingPortal.sessions.create({ customer });
  expect(control.actInPortal(portal.id, { kind: 'cancel', subscriptionId: sub!.id })).toMatchObject({
    kind: 'done',
    value: { canceled_at: FROZEN },
  });
  await bench.advanceBy(30 * DAY_MS);
  expect((await stripe.testHelpers.testClocks.list()).data).toEqual([]);
});
