import { expect, test } from 'vitest';

import {
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  refusalOf,
  startReceiver,
  startStripe,
  type StripeBench,
} from './start-stripe.js';

async function metered(): Promise<StripeBench & { meter: string; customer: string }> {
  const bench = await startStripe();
  const { id: meter } = await bench.stripe.billing.meters.create({
    display_name: 'Records',
    event_name: 'records',
    default_aggregation: { formula: 'sum' },
  });
  const { id: customer } = await bench.stripe.customers.create({});
  return { ...bench, meter, customer };
}

type Metered = Awaited<ReturnType<typeof metered>>;

const send = (
  { stripe, customer }: Metered,
  value: string,
  more: { identifier?: string; timestamp?: number } = {},
) =>
  stripe.billing.meterEvents.create({
    event_name: 'records',
    payload: { stripe_customer_id: customer, value },
    ...more,
  });

async function counted({ stripe, meter, customer, nowSeconds }: Metered): Promise<number[]> {
  const end = Math.ceil(nowSeconds() / 86_400) * 86_400;
  const wish = {
    customer,
    start_time: end - 3 * 86_400,
    end_time: end,
    value_grouping_window: 'day',
  } as const;
  const { data } = await stripe.billing.meters.listEventSummaries(meter, wish);
  return data.map(({ aggregated_value: value }) => value);
}

test('a meter adds up what its events say, day by day', async () => {
  const bench = await metered();
  await send(bench, '3');
  await send(bench, '4');
  await bench.advanceBy(DAY_MS);
  await send(bench, '5');
  expect(await counted(bench)).toEqual([5, 7]);
});

test('an identifier is taken once within a day, and is another one afterwards', async () => {
  const bench = await metered();
  await send(bench, '3', { identifier: 'one' });
  const refusal = await refusalOf(send(bench, '3', { identifier: 'one' }));
  expect(refusal).toMatchObject({ statusCode: 400, message: 'An event already exists with identifier one.' });
  await bench.advanceBy(DAY_MS);
  await send(bench, '3', { identifier: 'one' });
  expect(await counted(bench)).toEqual([3, 3]);
});

test('an event that names no customer or no number is accepted and never counted', async () => {
  const bench = await metered();
  await send({ ...bench, customer: 'cus_nobody' }, '3');
  await send(bench, 'many');
  expect(await counted(bench)).toEqual([]);
});

const ERROR_REPORT = 'v1.billing.meter.error_report_triggered';
const NO_METER = 'v1.billing.meter.no_meter_found';

test('what was accepted and dropped is told to an event destination once a window, with how many of which kind', async () => {
  const bench = await metered();
  const app = await startReceiver();
  const { webhook_endpoint: made } = await bench.stripe.v2.core.eventDestinations.create({
    name: 'Meter errors',
    type: 'webhook_endpoint',
    event_payload: 'thin',
    enabled_events: [ERROR_REPORT, NO_METER],
    webhook_endpoint: { url: app.url },
    include: ['webhook_endpoint.signing_secret', 'webhook_endpoint.url'],
  });
  await send({ ...bench, customer: 'cus_nobody' }, '3', { identifier: 'first' });
  await send({ ...bench, customer: 'cus_nobody' }, '4');
  await send(bench, 'many');
  await bench.advanceBy(2 * MINUTE_MS);
  expect(app.received).toHaveLength(1);
  const [{ body, signature }] = app.received as [{ body: string; signature: string }];
  const notification = bench.stripe.parseEventNotification(body, signature, made?.signing_secret ?? '');
  if (notification.type !== ERROR_REPORT) throw new Error(notification.type);
  expect(JSON.parse(body)).not.toHaveProperty('data');
  expect(notification.related_object).toMatchObject({ id: bench.meter, type: 'billing.meter' });
  const { data } = await notification.fetchEvent();
  expect(await notification.fetchRelatedObject()).toMatchObject({ id: bench.meter, event_name: 'records' });
  expect(data.reason.error_count).toBe(3);
  expect(data.reason.error_types).toMatchObject([
    {
      code: 'meter_event_customer_not_found',
      error_count: 2,
      sample_errors: [{ request: { identifier: 'first' } }, {}],
    },
    { code: 'meter_event_invalid_value', error_count: 1 },
  ]);
  const { data: destinations } = await bench.stripe.v2.core.eventDestinations.list({
    include: ['webhook_endpoint.url'],
  });
  expect(destinations).toMatchObject([{ webhook_endpoint: { url: app.url }, event_payload: 'thin' }]);
});

test('that there was no meter at all is told of no object', async () => {
  const bench = await metered();
  const app = await startReceiver();
  const { secret } = bench.control.registerEventDestination(app.url, [NO_METER]);
  bench.control.reportNoMeter(['one']);
  await bench.advanceBy(MINUTE_MS);
  const [{ body, signature }] = app.received as [{ body: string; signature: string }];
  const notification = bench.stripe.parseEventNotification(body, signature, secret);
  if (notification.type !== NO_METER) throw new Error(notification.type);
  expect((await notification.fetchEvent()).data.reason.error_types).toMatchObject([{ code: 'no_meter' }]);
});

test('times further back than 35 days or further ahead than five minutes are refused', async () => {
  const bench = await metered();
  const now = bench.nowSeconds();
  for (const timestamp of [now - 36 * 86_400, now + 6 * 60]) {
    expect(await refusalOf(send(bench, '1', { timestamp }))).toMatchObject({ param: 'timestamp' });
  }
});

test('an event is canceled by its identifier within a day', async () => {
  const bench = await metered();
  await send(bench, '3', { identifier: 'one' });
  const cancel = () =>
    bench.stripe.billing.meterEventAdjustments.create({
      event_name: 'records',
      type: 'cancel',
      cancel: { identifier: 'one' },
    });
  await cancel();
  expect(await counted(bench)).toEqual([]);
  await bench.advanceBy(DAY_MS + HOUR_MS);
  expect(await refusalOf(cancel())).toMatchObject({ statusCode: 400 });
});

test('a meter that is switched off takes no events', async () => {
  const bench = await metered();
  await bench.stripe.billing.meters.deactivate(bench.meter);
  expect(await refusalOf(send(bench, '1'))).toMatchObject({ param: 'event_name' });
  expect((await bench.stripe.billing.meters.list({ status: 'active' })).data).toEqual([]);
});

test('a metered price needs a meter', async () => {
  const { stripe } = await metered();
  const price = { currency: 'usd', unit_amount: 1, product_data: { name: 'Records' } };
  const refusal = await refusalOf(
    stripe.prices.create({ ...price, recurring: { interval: 'month', usage_type: 'metered' } }),
  );
  expect(refusal).toMatchObject({ param: 'recurring[meter]' });
});

/** A subscription that pays seven cents for each unit; it and the customer's latest cycle invoice are read anew each time. */
async function subscribed() {
  const bench = await metered();
  const { stripe, customer, meter } = bench;
  const price = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 7,
    product_data: { name: 'Records' },
    recurring: { interval: 'month', usage_type: 'metered', meter },
  });
  const { id: paymentMethod } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const { id } = await stripe.subscriptions.create({
    customer,
    default_payment_method: paymentMethod,
    items: [{ price: price.id }],
  });
  const cycleInvoice = async () => {
    const { data } = await stripe.invoices.list({ customer });
    return data.find(({ billing_reason: reason }) => reason === 'subscription_cycle');
  };
  return { ...bench, id, cycleInvoice };
}

test('less than nothing is billed as nothing: a negative total makes a line of quantity 0', async () => {
  const bench = await subscribed();
  await send(bench, '-3');
  await bench.advanceBy(32 * DAY_MS);
  expect((await bench.cycleInvoice())?.lines.data).toMatchObject([{ quantity: 0, amount: 0 }]);
});

test('usage of a period that arrives while its invoice is a draft is billed with it', async () => {
  const bench = await subscribed();
  await send(bench, '3');
  const { items } = await bench.stripe.subscriptions.retrieve(bench.id);
  const end = items.data[0]!.current_period_end;
  await bench.advanceBy((end - bench.nowSeconds()) * 1_000 + 10 * MINUTE_MS);
  await send(bench, '4', { timestamp: end - 1 });
  await send(bench, '5', { timestamp: end });
  expect(await bench.cycleInvoice()).toMatchObject({ status: 'draft', total: 3 * 7 });
  await bench.advanceBy(HOUR_MS);
  const invoice = await bench.cycleInvoice();
  expect(invoice).toMatchObject({ status: 'paid', total: 7 * 7, amount_paid: 7 * 7 });
  expect(invoice?.lines.data).toMatchObject([{ quantity: 7, amount: 7 * 7 }]);
});

test('a subscription that ends with its period bills what was used in a final invoice, and is not alive for it', async () => {
  const bench = await subscribed();
  await bench.stripe.subscriptions.update(bench.id, { cancel_at_period_end: true });
  await send(bench, '3');
  await bench.advanceBy(32 * DAY_MS);
  const invoice = await bench.cycleInvoice();
  expect(invoice).toMatchObject({ status: 'paid', total: 3 * 7 });
  expect(await bench.stripe.subscriptions.retrieve(bench.id)).toMatchObject({
    status: 'canceled',
    latest_invoice: invoice?.id,
  });
});

test.each([
  ['void', { status: 'void' }],
  ['mark_uncollectible', { status: 'uncollectible' }],
  ['keep_as_draft', { status: 'draft', automatically_finalizes_at: null }],
] as const)('the final invoice of a paused collection is held back: %s', async (behavior, expected) => {
  const bench = await subscribed();
  await bench.stripe.subscriptions.update(bench.id, {
    cancel_at_period_end: true,
    pause_collection: { behavior },
  });
  await send(bench, '3');
  await bench.advanceBy(32 * DAY_MS);
  const held = { ...expected, total: 3 * 7, amount_paid: 0, auto_advance: false };
  expect(await bench.cycleInvoice()).toMatchObject(held);
});

test('the final invoice of an unpaid subscription stays a draft nobody collects', async () => {
  const bench = await subscribed();
  bench.control.changeSettings({ afterLastFailure: 'unpaid' });
  const bad = await bench.stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
    customer: bench.customer,
  });
  await bench.stripe.subscriptions.update(bench.id, { default_payment_method: bad.id });
  await send(bench, '3');
  await bench.advanceBy(50 * DAY_MS);
  expect(await bench.stripe.subscriptions.retrieve(bench.id)).toMatchObject({ status: 'unpaid' });
  await send(bench, '4');
  await bench.advanceBy(MINUTE_MS);
  await bench.stripe.subscriptions.cancel(bench.id, { invoice_now: true });
  await bench.advanceBy(2 * HOUR_MS);
  expect(await bench.cycleInvoice()).toMatchObject({ status: 'draft', total: 4 * 7, auto_advance: false });
});

test('a subscription that is canceled at once bills its usage only with invoice_now', async () => {
  const discarded = await subscribed();
  await send(discarded, '3');
  await discarded.stripe.subscriptions.cancel(discarded.id);
  await discarded.advanceBy(2 * HOUR_MS);
  expect(await discarded.cycleInvoice()).toBeUndefined();
  const billed = await subscribed();
  await send(billed, '3');
  await billed.advanceBy(MINUTE_MS);
  await billed.stripe.subscriptions.cancel(billed.id, { invoice_now: true });
  await billed.advanceBy(2 * HOUR_MS);
  expect(await billed.cycleInvoice()).toMatchObject({ status: 'paid', total: 3 * 7 });
});
