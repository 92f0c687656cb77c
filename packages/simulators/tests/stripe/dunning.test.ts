import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import { DAY_MS, HOUR_MS, refusalOf, startStripe, type StripeBench } from './start-stripe.js';

/** A subscriber whose card is replaced by one that fails, brought to the first failed renewal. */
async function failedRenewal(bench: StripeBench): Promise<{ sub: Stripe.Subscription; customer: string }> {
  const { stripe } = bench;
  const { id: customer } = await stripe.customers.create({ email: 'admin@northwind.example' });
  const good = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const items = [{ price: 'price_1QTEAM' }];
  const sub = await stripe.subscriptions.create({ customer, items, default_payment_method: good.id });
  const bad = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer });
  await stripe.subscriptions.update(sub.id, { default_payment_method: bad.id });
  await bench.simulators.clock.advanceTo(sub.items.data[0]!.current_period_end * 1000 + HOUR_MS);
  return { sub, customer };
}

async function look(
  bench: StripeBench,
  sub: Stripe.Subscription,
): Promise<{ status: string; invoice: Stripe.Invoice }> {
  const current = await bench.stripe.subscriptions.retrieve(sub.id, { expand: ['latest_invoice'] });
  return { status: current.status, invoice: current.latest_invoice as Stripe.Invoice };
}

const failures = async (bench: StripeBench): Promise<number> =>
  (await bench.stripe.events.list({ type: 'invoice.payment_failed', limit: 100 })).data.length;

test('a failed renewal falls behind and names the next attempt', async () => {
  const bench = await startStripe();
  const { sub } = await failedRenewal(bench);
  const { status, invoice } = await look(bench, sub);
  expect(status).toBe('past_due');
  expect(invoice).toMatchObject({
    status: 'open',
    attempted: true,
    attempt_count: 1,
    next_payment_attempt: bench.nowSeconds() + 3 * 86_400,
    amount_remaining: 4900,
  });
  expect(invoice.hosted_invoice_url).toContain(bench.simulators.stripe.origin);
});

test('four attempts within two weeks, then the subscription ends for want of payment', async () => {
  const bench = await startStripe();
  const { sub } = await failedRenewal(bench);
  const counts: (number | null)[] = [];
  for (const days of [3, 5]) {
    await bench.advanceBy(days * DAY_MS);
    const { status, invoice } = await look(bench, sub);
    expect(status).toBe('past_due');
    counts.push(invoice.attempt_count);
  }
  expect(counts).toEqual([2, 3]);
  await bench.advanceBy(6 * DAY_MS);
  const ended = await bench.stripe.subscriptions.retrieve(sub.id, { expand: ['latest_invoice'] });
  expect(ended).toMatchObject({
    status: 'canceled',
    cancellation_details: { reason: 'payment_failed' },
    latest_invoice: { status: 'open', attempt_count: 4, next_payment_attempt: null, auto_advance: false },
  });
  expect(await failures(bench)).toBe(4);
});

test.each(['unpaid', 'past_due'] as const)(
  'after the last attempt the account may leave it %s',
  async (outcome) => {
    const bench = await startStripe();
    bench.control.changeSettings({ afterLastFailure: outcome });
    const { sub } = await failedRenewal(bench);
    await bench.advanceBy(14 * DAY_MS);
    expect((await look(bench, sub)).status).toBe(outcome);
  },
);

test('an unpaid subscription keeps drafting invoices nobody collects', async () => {
  const bench = await startStripe();
  bench.control.changeSettings({ afterLastFailure: 'unpaid' });
  const { sub } = await failedRenewal(bench);
  await bench.advanceBy(45 * DAY_MS);
  const { status, invoice } = await look(bench, sub);
  expect(status).toBe('unpaid');
  expect(invoice).toMatchObject({ status: 'draft', auto_advance: false });
});

test('a new card is charged at the next attempt and brings the subscription back', async () => {
  const bench = await startStripe();
  const { sub, customer } = await failedRenewal(bench);
  const good = await bench.stripe.paymentMethods.attach('pm_card_mastercard', { customer });
  await bench.stripe.subscriptions.update(sub.id, { default_payment_method: good.id });
  expect((await look(bench, sub)).status).toBe('past_due');
  await bench.advanceBy(3 * DAY_MS);
  const { status, invoice } = await look(bench, sub);
  expect(status).toBe('active');
  expect(invoice).toMatchObject({ status: 'paid', attempt_count: 2, next_payment_attempt: null });
});

test('paying the open invoice by request brings the subscription back at once', async () => {
  const bench = await startStripe();
  const { sub } = await failedRenewal(bench);
  const { invoice } = await look(bench, sub);
  expect(await refusalOf(bench.stripe.invoices.pay(invoice.id))).toMatchObject({
    statusCode: 402,
    code: 'card_declined',
    decline_code: 'generic_decline',
  });
  await bench.stripe.invoices.pay(invoice.id, { payment_method: 'pm_card_visa' });
  expect((await look(bench, sub)).status).toBe('active');
  await bench.advanceBy(20 * DAY_MS);
  expect((await look(bench, sub)).status).toBe('active');
});

test('a card that must be authenticated every time fails while the customer is away', async () => {
  const bench = await startStripe();
  const { stripe } = bench;
  const { id: customer } = await stripe.customers.create({});
  const method = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer });
  const sub = await stripe.subscriptions.create({
    customer,
    items: [{ price: 'price_1QTEAM' }],
    default_payment_method: method.id,
    trial_period_days: 3,
  });
  await bench.advanceBy(3 * DAY_MS + HOUR_MS);
  const { data } = await stripe.paymentIntents
    .retrieve(
      (await stripe.invoicePayments.list({ invoice: (await look(bench, sub)).invoice.id })).data[0]!.payment
        .payment_intent as string,
    )
    .then((intent) => ({ data: intent }));
  expect(data.last_payment_error).toMatchObject({ code: 'authentication_required', type: 'card_error' });
  expect((await look(bench, sub)).status).toBe('past_due');
});

test('a cancellation during dunning stops the attempts', async () => {
  const bench = await startStripe();
  const { sub } = await failedRenewal(bench);
  await bench.stripe.subscriptions.cancel(sub.id);
  await bench.advanceBy(20 * DAY_MS);
  expect(await failures(bench)).toBe(1);
});
