import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import { refusalOf, startStripe, type StripeBench } from './start-stripe.js';

/** A subscriber whose first invoice was paid, and the charge that paid it. */
async function paid(
  bench: StripeBench,
): Promise<{ charge: string; intent: string; sub: Stripe.Subscription }> {
  const { stripe } = bench;
  const { id: customer } = await stripe.customers.create({});
  const { id: method } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const items = [{ price: 'price_1QTEAM' }];
  const sub = await stripe.subscriptions.create({ customer, items, default_payment_method: method });
  const [charge] = (await stripe.charges.list({ customer })).data;
  return { charge: charge!.id, intent: charge!.payment_intent as string, sub };
}

const typesOf = async (bench: StripeBench, type: string): Promise<string[]> =>
  (await bench.stripe.events.list({ type })).data.map((event) => event.type);

test('a paid invoice has a charge, a declined one a failed charge', async () => {
  const bench = await startStripe();
  const { charge, intent } = await paid(bench);
  expect(await bench.stripe.charges.retrieve(charge)).toMatchObject({
    paid: true,
    amount: 4900,
    status: 'succeeded',
  });
  const expanded = await bench.stripe.paymentIntents.retrieve(intent, { expand: ['latest_charge'] });
  expect(expanded.latest_charge).toMatchObject({ id: charge });
  const { id: customer } = await bench.stripe.customers.create({});
  const bad = await bench.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
  const items = [{ price: 'price_1QTEAM' }];
  await bench.stripe.subscriptions.create({ customer, items, default_payment_method: bad.id });
  expect((await bench.stripe.charges.list({ customer })).data).toMatchObject([
    { paid: false, status: 'failed', failure_code: 'card_declined' },
  ]);
  expect(await typesOf(bench, 'charge.*')).toEqual(['charge.failed', 'charge.succeeded']);
});

test('a refund gives back part or all, tells of it, and leaves the subscription alone', async () => {
  const bench = await startStripe();
  const { charge, intent, sub } = await paid(bench);
  const part = await bench.stripe.refunds.create({
    payment_intent: intent,
    amount: 900,
    reason: 'requested_by_customer',
  });
  expect(part).toMatchObject({ status: 'succeeded', amount: 900, charge });
  expect(await bench.stripe.charges.retrieve(charge)).toMatchObject({
    amount_refunded: 900,
    refunded: false,
  });
  const tooMuch = bench.stripe.refunds.create({ charge, amount: 4001 });
  expect(await refusalOf(tooMuch)).toMatchObject({ param: 'amount' });
  await bench.stripe.refunds.create({ charge });
  expect(await bench.stripe.charges.retrieve(charge)).toMatchObject({
    amount_refunded: 4900,
    refunded: true,
  });
  expect(await refusalOf(bench.stripe.refunds.create({ charge }))).toMatchObject({
    code: 'charge_already_refunded',
  });
  expect((await bench.stripe.refunds.list({ charge })).data).toHaveLength(2);
  expect(await typesOf(bench, 'charge.refunded')).toHaveLength(2);
  expect((await bench.stripe.subscriptions.retrieve(sub.id)).status).toBe('active');
});

test('a dispute is opened by the bank and closed by its decision; no refund meanwhile', async () => {
  const bench = await startStripe();
  const { charge, sub } = await paid(bench);
  const dispute = bench.control.openDispute(charge);
  expect(await bench.stripe.disputes.retrieve(dispute.id)).toMatchObject({
    status: 'needs_response',
    reason: 'fraudulent',
    amount: 4900,
    charge,
  });
  expect(await refusalOf(bench.stripe.refunds.create({ charge }))).toMatchObject({ code: 'charge_disputed' });
  bench.control.closeDispute(dispute.id, 'won');
  expect(await typesOf(bench, 'charge.dispute.*')).toEqual([
    'charge.dispute.closed',
    'charge.dispute.created',
  ]);
  expect((await bench.stripe.disputes.list({ charge })).data).toMatchObject([{ status: 'won' }]);
  expect(await refusalOf(bench.stripe.disputes.close(dispute.id))).toMatchObject({
    code: 'dispute_already_closed',
  });
  expect((await bench.stripe.subscriptions.retrieve(sub.id)).status).toBe('active');
});

test('a deleted customer ends its subscriptions, says so last, and answers only that it is gone', async () => {
  const bench = await startStripe();
  const { sub } = await paid(bench);
  const customer = sub.customer as string;
  expect(await bench.stripe.customers.del(customer)).toEqual(
    expect.objectContaining({ id: customer, deleted: true }),
  );
  expect(await bench.stripe.customers.retrieve(customer)).toMatchObject({ id: customer, deleted: true });
  const expanded = await bench.stripe.subscriptions.retrieve(sub.id, { expand: ['customer'] });
  expect(expanded).toMatchObject({ status: 'canceled', customer: { id: customer, deleted: true } });
  expect((await bench.stripe.subscriptions.list({ customer, status: 'all' })).data).toHaveLength(1);
  expect(await typesOf(bench, 'customer.*')).toEqual(
    expect.arrayContaining(['customer.deleted', 'customer.subscription.deleted']),
  );
  expect((await typesOf(bench, 'customer.*'))[0]).toBe('customer.deleted');
  const again = bench.stripe.subscriptions.create({ customer, items: [{ price: 'price_1QTEAM' }] });
  expect(await refusalOf(again)).toMatchObject({ code: 'resource_missing', param: 'customer' });
  await bench.advanceBy(90 * 86_400_000);
  expect((await bench.stripe.customers.list()).data).toEqual([]);
});

test('a subscription is deleted at once, for good', async () => {
  const bench = await startStripe();
  const { sub } = await paid(bench);
  const ended = await bench.stripe.subscriptions.cancel(sub.id, {
    cancellation_details: { comment: 'too much', feedback: 'too_expensive' },
  });
  expect(ended).toMatchObject({
    status: 'canceled',
    ended_at: bench.nowSeconds(),
    cancellation_details: { feedback: 'too_expensive', reason: 'cancellation_requested' },
  });
  expect(await refusalOf(bench.stripe.subscriptions.cancel(sub.id))).toMatchObject({ statusCode: 404 });
});
