import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import { DAY_MS, HOUR_MS, refusalOf, startStripe, type StripeBench } from './start-stripe.js';

const DAY_S = 86_400;

async function customerWith(bench: StripeBench, token: string | null): Promise<string> {
  const customer = await bench.stripe.customers.create({
    email: 'admin@northwind.example',
    ...(token === null ? {} : { payment_method: token, invoice_settings: { default_payment_method: token } }),
  });
  return customer.id;
}

async function subscribe(
  bench: StripeBench,
  token: string | null = 'pm_card_visa',
  extra: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<Stripe.Subscription> {
  const customer = await customerWith(bench, token);
  return bench.stripe.subscriptions.create({ customer, items: [{ price: 'price_1QTEAM' }], ...extra });
}

async function typesSince(bench: StripeBench, eventId: string | undefined): Promise<string[]> {
  const filter = eventId === undefined ? {} : { ending_before: eventId };
  const { data } = await bench.stripe.events.list({ limit: 100, ...filter });
  return data.map((event) => event.type).reverse();
}

async function newestEvent(bench: StripeBench): Promise<string | undefined> {
  return (await bench.stripe.events.list({ limit: 1 })).data[0]?.id;
}

const get = (bench: StripeBench, { id }: { id: string }): Promise<Stripe.Subscription> =>
  bench.stripe.subscriptions.retrieve(id);

test('the billing period stands on the item and runs a calendar month', async () => {
  const bench = await startStripe({ clock: { startAt: Date.UTC(2027, 0, 31, 10) } });
  const sub = await subscribe(bench);
  expect(sub).not.toHaveProperty('current_period_end');
  const item = sub.items.data[0]!;
  expect(new Date(item.current_period_start * 1000).toISOString()).toBe('2027-01-31T10:00:00.000Z');
  expect(new Date(item.current_period_end * 1000).toISOString()).toBe('2027-02-28T10:00:00.000Z');
  await bench.advanceBy(29 * DAY_MS);
  const renewed = (await get(bench, sub)).items.data[0]!;
  expect(new Date(renewed.current_period_end * 1000).toISOString()).toBe('2027-03-31T10:00:00.000Z');
});

test('billing mode is flexible unless asked otherwise', async () => {
  const bench = await startStripe();
  expect((await subscribe(bench)).billing_mode.type).toBe('flexible');
  const classic = await subscribe(bench, 'pm_card_visa', { billing_mode: { type: 'classic' } });
  expect(classic.billing_mode.type).toBe('classic');
});

test('without a payment method nothing is created', async () => {
  const bench = await startStripe();
  const refusal = await refusalOf(subscribe(bench, null));
  expect(refusal).toMatchObject({ statusCode: 400, code: 'resource_missing' });
  expect((await bench.stripe.subscriptions.list({ status: 'all' })).data).toEqual([]);
});

test('a card that fails when charged leaves the subscription incomplete, and it expires after 23 hours', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench, 'pm_card_chargeCustomerFail');
  expect(sub.status).toBe('incomplete');
  await bench.advanceBy(23 * HOUR_MS);
  const expired = await bench.stripe.subscriptions.retrieve(sub.id, { expand: ['latest_invoice'] });
  expect(expired).toMatchObject({ status: 'incomplete_expired', latest_invoice: { status: 'void' } });
});

test('an incomplete subscription becomes active when its invoice is paid in time, and renews', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench, 'pm_card_chargeCustomerFail');
  await bench.stripe.invoices.pay(sub.latest_invoice as string, { payment_method: 'pm_card_visa' });
  expect((await get(bench, sub)).status).toBe('active');
  await bench.advanceBy(31 * DAY_MS);
  expect((await bench.stripe.invoices.list({ subscription: sub.id })).data).toHaveLength(2);
});

test('error_if_incomplete refuses with 402 and creates nothing; default_incomplete waits', async () => {
  const bench = await startStripe();
  const refused = subscribe(bench, 'pm_card_chargeCustomerFail', { payment_behavior: 'error_if_incomplete' });
  expect(await refusalOf(refused)).toMatchObject({ statusCode: 402, code: 'card_declined' });
  expect((await bench.stripe.subscriptions.list({ status: 'all' })).data).toEqual([]);
  const waiting = await subscribe(bench, 'pm_card_visa', {
    payment_behavior: 'default_incomplete',
    expand: ['latest_invoice.confirmation_secret'],
  });
  expect(waiting).toMatchObject({
    status: 'incomplete',
    latest_invoice: { status: 'open', confirmation_secret: { type: 'payment_intent' } },
  });
});

test('a card that asks for authentication needs action on the first invoice', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench, 'pm_card_authenticationRequired');
  expect(sub.status).toBe('incomplete');
  expect(await typesSince(bench, undefined)).toEqual(
    expect.arrayContaining(['invoice.payment_action_required']),
  );
});

test('a trial warns three days ahead, becomes active at its end and is charged an hour later', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench, 'pm_card_visa', { trial_period_days: 14 });
  expect(sub).toMatchObject({ status: 'trialing', trial_end: bench.nowSeconds() + 14 * DAY_S });
  const [trialInvoice] = (await bench.stripe.invoices.list({ subscription: sub.id })).data;
  expect(trialInvoice).toMatchObject({ status: 'paid', total: 0, billing_reason: 'subscription_create' });
  let seen = await newestEvent(bench);
  await bench.advanceBy(11 * DAY_MS);
  expect(await typesSince(bench, seen)).toContain('customer.subscription.trial_will_end');
  seen = await newestEvent(bench);
  await bench.advanceBy(3 * DAY_MS);
  expect(await typesSince(bench, seen)).toEqual(['invoice.created', 'customer.subscription.updated']);
  expect((await get(bench, sub)).status).toBe('active');
  const [draft] = (await bench.stripe.invoices.list({ subscription: sub.id })).data;
  expect(draft).toMatchObject({
    status: 'draft',
    attempted: false,
    total: 4900,
    billing_reason: 'subscription_cycle',
  });
  await bench.advanceBy(HOUR_MS);
  expect(await bench.stripe.invoices.retrieve(draft!.id)).toMatchObject({
    status: 'paid',
    amount_paid: 4900,
  });
});

test('the update at the end of a trial says what the status was', async () => {
  const bench = await startStripe();
  await subscribe(bench, 'pm_card_visa', { trial_period_days: 14 });
  await bench.advanceBy(14 * DAY_MS);
  const { data } = await bench.stripe.events.list({ type: 'customer.subscription.updated', limit: 1 });
  expect(data[0]!.data).toMatchObject({
    object: { status: 'active' },
    previous_attributes: { status: 'trialing' },
  });
  expect(data[0]!.request).toEqual({ id: null, idempotency_key: null });
});

test.each([
  ['cancel', 'canceled'],
  ['pause', 'paused'],
  ['create_invoice', 'past_due'],
] as const)(
  'a trial without a card that ends with %s leaves the subscription %s',
  async (behavior, status) => {
    const bench = await startStripe();
    const sub = await subscribe(bench, null, {
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: behavior } },
    });
    await bench.advanceBy(7 * DAY_MS + HOUR_MS);
    expect((await get(bench, sub)).status).toBe(status);
  },
);

test('a subscription paused for want of a card resumes when its new invoice is paid', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench, null, {
    trial_period_days: 7,
    trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
  });
  await bench.advanceBy(30 * DAY_MS);
  expect(await get(bench, sub)).toMatchObject({
    status: 'paused',
    status_details: { paused: { subscription: { type: 'trial_end_without_payment_method' } } },
  });
  const method = await bench.stripe.paymentMethods.attach('pm_card_visa', {
    customer: sub.customer as string,
  });
  await bench.stripe.subscriptions.update(sub.id, { default_payment_method: method.id });
  expect((await bench.stripe.subscriptions.resume(sub.id)).status).toBe('active');
  expect(await typesSince(bench, undefined)).toEqual(
    expect.arrayContaining(['customer.subscription.paused', 'customer.subscription.resumed']),
  );
});

test('pause stops billing until resume', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench);
  expect(await bench.stripe.subscriptions.pause(sub.id, { type: 'subscription' })).toMatchObject({
    status: 'paused',
  });
  await bench.advanceBy(60 * DAY_MS);
  expect((await bench.stripe.invoices.list({ subscription: sub.id })).data).toHaveLength(1);
  expect((await bench.stripe.subscriptions.resume(sub.id)).status).toBe('active');
  await bench.advanceBy(31 * DAY_MS + HOUR_MS);
  expect((await bench.stripe.invoices.list({ subscription: sub.id })).data).toHaveLength(3);
});

test('a year of renewals makes twelve more paid invoices and tells of each a week ahead', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench);
  await bench.advanceBy(365 * DAY_MS + HOUR_MS);
  const { data } = await bench.stripe.invoices.list({ subscription: sub.id, limit: 100 });
  expect(data).toHaveLength(13);
  expect(data.every((invoice) => invoice.status === 'paid')).toBe(true);
  expect(new Set(data.map((invoice) => invoice.number)).size).toBe(13);
  const upcoming = await bench.stripe.events.list({ type: 'invoice.upcoming', limit: 100 });
  expect(upcoming.data[0]!.data.object).not.toHaveProperty('id');
});

test('an upcoming renewal is told of once, however often the subscription changed', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench);
  for (const note of ['a', 'b', 'c']) await bench.stripe.subscriptions.update(sub.id, { metadata: { note } });
  await bench.advanceBy(25 * DAY_MS);
  expect((await bench.stripe.events.list({ type: 'invoice.upcoming' })).data).toHaveLength(1);
});

test('cancelling now ends the subscription, once', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench);
  const ended = await bench.stripe.subscriptions.cancel(sub.id, { cancellation_details: { comment: 'bye' } });
  expect(ended).toMatchObject({
    status: 'canceled',
    ended_at: bench.nowSeconds(),
    cancellation_details: { reason: 'cancellation_requested', comment: 'bye' },
  });
  expect(await refusalOf(bench.stripe.subscriptions.cancel(sub.id))).toMatchObject({
    code: 'resource_missing',
  });
  expect(await refusalOf(bench.stripe.subscriptions.update(sub.id, { description: 'x' }))).toMatchObject({
    code: 'invalid_canceled_subscription_fields',
  });
  await bench.advanceBy(40 * DAY_MS);
  expect((await bench.stripe.invoices.list({ subscription: sub.id })).data).toHaveLength(1);
});

test.each([
  ['classic', true],
  ['flexible', false],
] as const)(
  'a scheduled cancellation in %s mode has cancel_at_period_end %s, and cancel_at',
  async (type, flag) => {
    const bench = await startStripe();
    const sub = await subscribe(bench, 'pm_card_visa', { billing_mode: { type } });
    const end = sub.items.data[0]!.current_period_end;
    const requestedAt = bench.nowSeconds();
    const ending = await bench.stripe.subscriptions.update(sub.id, { cancel_at_period_end: true });
    expect(ending).toMatchObject({
      status: 'active',
      cancel_at_period_end: flag,
      cancel_at: end,
      canceled_at: requestedAt,
    });
    await bench.simulators.clock.advanceTo(end * 1000);
    expect(await get(bench, sub)).toMatchObject({
      status: 'canceled',
      canceled_at: requestedAt,
      ended_at: end,
    });
    expect((await bench.stripe.invoices.list({ subscription: sub.id })).data).toHaveLength(1);
  },
);

test('a scheduled cancellation can be withdrawn', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench);
  await bench.stripe.subscriptions.update(sub.id, { cancel_at: 'max_period_end' });
  const kept = await bench.stripe.subscriptions.update(sub.id, { cancel_at: '' });
  expect(kept).toMatchObject({ cancel_at: null, canceled_at: null, cancellation_details: { reason: null } });
  await bench.advanceBy(40 * DAY_MS);
  expect((await get(bench, sub)).status).toBe('active');
});

test('a cancellation may fall in the middle of a period', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench);
  await bench.stripe.subscriptions.update(sub.id, { cancel_at: bench.nowSeconds() + 5 * DAY_S });
  await bench.advanceBy(5 * DAY_MS);
  expect((await get(bench, sub)).status).toBe('canceled');
});

test('paused collection leaves the status and voids the invoices, until it resumes', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench);
  await bench.stripe.subscriptions.update(sub.id, {
    pause_collection: { behavior: 'void', resumes_at: bench.nowSeconds() + 40 * DAY_S },
  });
  await bench.advanceBy(35 * DAY_MS);
  expect(await get(bench, sub)).toMatchObject({ status: 'active', pause_collection: { behavior: 'void' } });
  expect((await bench.stripe.invoices.list({ subscription: sub.id })).data[0]).toMatchObject({
    status: 'void',
  });
  await bench.advanceBy(6 * DAY_MS);
  expect((await get(bench, sub)).pause_collection).toBeNull();
});

test('subscriptions are listed without canceled ones unless asked, by status, customer, price and time', async () => {
  const bench = await startStripe();
  const team = await subscribe(bench);
  await bench.advanceBy(DAY_MS);
  const scale = await subscribe(bench, 'pm_card_visa', { items: [{ price: 'price_1QSCALE' }] });
  await bench.stripe.subscriptions.cancel(team.id);
  const list = async (filter: Stripe.SubscriptionListParams): Promise<string[]> =>
    (await bench.stripe.subscriptions.list(filter)).data.map((sub) => sub.id);
  expect(await list({})).toEqual([scale.id]);
  expect(await list({ status: 'all' })).toEqual([scale.id, team.id]);
  expect(await list({ status: 'canceled' })).toEqual([team.id]);
  expect(await list({ status: 'ended' })).toEqual([team.id]);
  expect(await list({ customer: scale.customer as string })).toEqual([scale.id]);
  expect(await list({ price: 'price_1QSCALE' })).toEqual([scale.id]);
  expect(await list({ created: { gte: scale.created } })).toEqual([scale.id]);
  expect(await list({ status: 'all', created: { lt: scale.created } })).toEqual([team.id]);
});

test('deleting the customer ends its subscriptions first', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench);
  await bench.stripe.customers.del(sub.customer as string);
  expect((await get(bench, sub)).status).toBe('canceled');
  expect((await typesSince(bench, undefined)).slice(-2)).toEqual([
    'customer.subscription.deleted',
    'customer.deleted',
  ]);
});

test('an update that changes nothing tells nobody', async () => {
  const bench = await startStripe();
  const sub = await subscribe(bench, 'pm_card_visa', { metadata: { portal: '1' } });
  const seen = await newestEvent(bench);
  await bench.stripe.subscriptions.update(sub.id, { metadata: { portal: '1' } });
  expect(await typesSince(bench, seen)).toEqual([]);
});
