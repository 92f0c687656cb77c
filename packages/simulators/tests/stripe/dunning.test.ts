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

test('Smart Retries make all their attempts within the time set, each at the instant announced', async () => {
  const bench = await startStripe();
  bench.control.changeSettings({ smartRetries: { attempts: 8, withinDays: 14, movesByHours: 0 } });
  const { sub } = await failedRenewal(bench);
  const firstAt = bench.nowSeconds();
  const announced: number[] = [];
  for (let attempt = 1; attempt < 8; attempt += 1) {
    const { status, invoice } = await look(bench, sub);
    expect({ status, count: invoice.attempt_count }).toEqual({ status: 'past_due', count: attempt });
    announced.push(invoice.next_payment_attempt!);
    await bench.simulators.clock.advanceTo(invoice.next_payment_attempt! * 1000);
  }
  expect(announced).toEqual([...announced].sort((one, other) => one - other));
  expect(announced.at(-1)).toBe(firstAt + 14 * 86_400);
  expect((await look(bench, sub)).status).toBe('canceled');
  expect(await failures(bench)).toBe(8);
});

test('Smart Retries move an announced attempt, and say so by invoice.updated alone', async () => {
  const bench = await startStripe();
  bench.control.changeSettings({ smartRetries: { attempts: 4, withinDays: 14, movesByHours: 12 } });
  const { sub } = await failedRenewal(bench);
  await bench.advanceBy(14 * DAY_MS);
  const events = await bench.stripe.events.list({ type: 'invoice.updated', limit: 100 });
  const moved = events.data.filter((event) => {
    const old = event.data.previous_attributes as Record<string, unknown>;
    return typeof old.next_payment_attempt === 'number' && old.attempt_count === undefined;
  });
  expect(moved.length).toBeGreaterThan(0);
  for (const event of moved) {
    const { next_payment_attempt: next } = event.data.object as Stripe.Invoice;
    expect(next).toBeGreaterThan(event.created);
  }
  expect(await failures(bench)).toBe(4);
  expect((await look(bench, sub)).invoice.attempt_count).toBe(4);
});

test('a moved attempt is made at its new instant and not at the old one', async () => {
  const bench = await startStripe();
  const { sub } = await failedRenewal(bench);
  const { invoice } = await look(bench, sub);
  const later = invoice.next_payment_attempt! * 1000 + DAY_MS;
  bench.control.moveNextAttempt(invoice.id, later);
  await bench.simulators.clock.advanceTo(later - 1);
  expect(await failures(bench)).toBe(1);
  await bench.simulators.clock.advanceTo(later);
  expect(await failures(bench)).toBe(2);
});

test('after the last attempt the account may put it to sleep, and paying wakes it', async () => {
  const bench = await startStripe();
  bench.control.changeSettings({ afterLastFailure: 'pause' });
  const { sub } = await failedRenewal(bench);
  await bench.advanceBy(14 * DAY_MS);
  const asleep = await bench.stripe.subscriptions.retrieve(sub.id);
  expect(asleep).toMatchObject({
    status: 'paused',
    status_details: { paused: { subscription: { type: 'final_payment_failure' } } },
  });
  await bench.stripe.invoices.pay(asleep.latest_invoice as string, { payment_method: 'pm_card_visa' });
  expect((await look(bench, sub)).status).toBe('active');
});

test('the hosted invoice page takes another card and brings the subscription back', async () => {
  const bench = await startStripe();
  const { sub } = await failedRenewal(bench);
  const { invoice } = await look(bench, sub);
  const pay = (fields: Record<string, string>): Promise<Response> =>
    fetch(invoice.hosted_invoice_url!, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  const card = { cardNumber: '4242 4242 4242 4242', cardExpiry: '12 / 34', cardCvc: '123' };
  expect((await pay({})).status).toBe(402);
  expect((await pay({ ...card, cardNumber: '4000 0000 0000 0002' })).status).toBe(402);
  expect((await look(bench, sub)).status).toBe('past_due');
  expect((await pay(card)).status).toBe(303);
  const { status, invoice: paid } = await look(bench, sub);
  expect({ status, paid: paid.status }).toEqual({ status: 'active', paid: 'paid' });
  const { default_payment_method: kept } = await bench.stripe.subscriptions.retrieve(sub.id, {
    expand: ['default_payment_method'],
  });
  expect(kept).toMatchObject({ card: { last4: '0341' } });
});

test('paying what was owed does not bring an ended subscription back', async () => {
  const bench = await startStripe();
  const { sub } = await failedRenewal(bench);
  await bench.advanceBy(14 * DAY_MS);
  const { invoice } = await look(bench, sub);
  const entry = { number: '4242424242424242', expiry: '12/34', cvc: '123' };
  expect(bench.control.payInvoice(invoice.id, entry)).toMatchObject({
    kind: 'done',
    value: { status: 'paid' },
  });
  expect((await look(bench, sub)).status).toBe('canceled');
});

test('the trial warning comes three days ahead, or at once when the trial is cut short', async () => {
  const bench = await startStripe();
  const warnings = async (): Promise<number[]> =>
    (await bench.stripe.events.list({ type: 'customer.subscription.trial_will_end' })).data.map(
      (event) => event.created,
    );
  const { id: customer } = await bench.stripe.customers.create({});
  const items = [{ price: 'price_1QTEAM' }];
  const sub = await bench.stripe.subscriptions.create({ customer, items, trial_period_days: 14 });
  await bench.advanceBy(11 * DAY_MS - 1000);
  expect(await warnings()).toEqual([]);
  await bench.advanceBy(1000);
  expect(await warnings()).toEqual([sub.trial_end! - 3 * 86_400]);
  const short = await bench.stripe.subscriptions.create({ customer, items, trial_period_days: 14 });
  await bench.stripe.subscriptions.update(short.id, { trial_end: bench.nowSeconds() + 86_400 });
  await bench.simulators.settle();
  expect(await warnings()).toHaveLength(2);
  const ended = await bench.stripe.subscriptions.create({ customer, items, trial_period_days: 14 });
  await bench.stripe.subscriptions.update(ended.id, { trial_end: 'now' });
  expect((await warnings())[0]).toBe(bench.nowSeconds());
});
