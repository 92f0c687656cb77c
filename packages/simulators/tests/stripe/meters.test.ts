import { expect, test } from 'vitest';

import { DAY_MS, HOUR_MS, refusalOf, startStripe, type StripeBench } from './start-stripe.js';

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

test('less than nothing is billed as nothing: a negative total makes a line of quantity 0', async () => {
  const bench = await metered();
  const { stripe, customer, meter } = bench;
  const price = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 7,
    product_data: { name: 'Records' },
    recurring: { interval: 'month', usage_type: 'metered', meter },
  });
  const { id: paymentMethod } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  await stripe.subscriptions.create({
    customer,
    default_payment_method: paymentMethod,
    items: [{ price: price.id }],
  });
  await send(bench, '-3');
  await bench.advanceBy(32 * DAY_MS);
  const { data } = await stripe.invoices.list({ customer });
  const renewal = data.find(({ billing_reason: reason }) => reason === 'subscription_cycle');
  expect(renewal?.lines.data).toMatchObject([{ quantity: 0, amount: 0 }]);
});
