import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import { signatureHeader } from '../../src/stripe/webhook-endpoints/signature.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, refusalOf, startReceiver, startStripe } from './start-stripe.js';

test('the signature is HMAC-SHA256 over time, dot and body, once per secret', () => {
  const body = '{"id":"evt_1","object":"event","type":"invoice.paid"}';
  expect(signatureHeader(body, ['whsec_test_secret'], 1_700_000_000)).toBe(
    't=1700000000,v1=dfb4777aaaec4ea29ff455dd4df7fe6b2ef71096ad3a93a158db7e100109ea91',
  );
  expect(signatureHeader(body, ['a', 'b'], 1).match(/v1=/g)).toHaveLength(2);
});

test('an endpoint receives only the events it asked for, and shows its secret once', async () => {
  const { stripe, simulators } = await startStripe();
  const receiver = await startReceiver();
  const created = await stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ['customer.updated'],
  });
  expect(created.secret).toMatch(/^whsec_/);
  expect(await stripe.webhookEndpoints.retrieve(created.id)).not.toHaveProperty('secret');
  const { id } = await stripe.customers.create({});
  await stripe.customers.update(id, { name: 'x' });
  await simulators.settle();
  expect(receiver.types()).toEqual(['customer.updated']);
  await stripe.webhookEndpoints.update(created.id, { disabled: true });
  await stripe.customers.update(id, { name: 'y' });
  await simulators.settle();
  expect(receiver.received).toHaveLength(1);
});

test('an event of a request names the request and its idempotency key', async () => {
  const { stripe } = await startStripe();
  const { lastResponse } = await stripe.customers.create({}, { idempotencyKey: 'portal:1' });
  const [event] = (await stripe.events.list({ type: 'customer.created' })).data;
  expect(event!.request).toEqual({ id: lastResponse.requestId, idempotency_key: 'portal:1' });
});

test('a delivery is signed anew on every try and retried with growing pauses', async () => {
  const { stripe, simulators, control, advanceBy } = await startStripe();
  const receiver = await startReceiver();
  const { secret } = control.registerWebhook(receiver.url, ['customer.created']);
  receiver.status = 500;
  await stripe.customers.create({});
  await simulators.settle();
  expect(receiver.received).toHaveLength(1);
  await advanceBy(5 * MINUTE_MS);
  expect(receiver.received).toHaveLength(2);
  await advanceBy(29 * MINUTE_MS);
  expect(receiver.received).toHaveLength(2);
  receiver.status = 200;
  await advanceBy(MINUTE_MS);
  expect(receiver.received).toHaveLength(3);
  await advanceBy(3 * DAY_MS);
  expect(receiver.received).toHaveLength(3);
  expect(new Set(receiver.received.map((one) => one.body)).size).toBe(1);
  for (const { body, signature } of receiver.received) {
    await stripe.webhooks.constructEventAsync(body, signature, secret);
  }
});

test.each([301, 404, 500])('an answer of %i is a failure', async (status) => {
  const { stripe, simulators, control } = await startStripe();
  const receiver = await startReceiver();
  control.registerWebhook(receiver.url);
  receiver.status = status;
  await stripe.customers.create({});
  await simulators.settle();
  const [event] = (await stripe.events.list({ delivery_success: false })).data;
  expect(event).toMatchObject({ type: 'customer.created', pending_webhooks: 1 });
});

test('Stripe gives up within three days', async () => {
  const { stripe, simulators, control, advanceBy } = await startStripe();
  const receiver = await startReceiver();
  control.registerWebhook(receiver.url);
  receiver.status = 503;
  await stripe.customers.create({});
  await simulators.settle();
  await advanceBy(3 * DAY_MS);
  const tries = receiver.received.length;
  expect(tries).toBe(10);
  await advanceBy(7 * DAY_MS);
  expect(receiver.received).toHaveLength(tries);
});

test('an endpoint that does not answer at all is tried again', async () => {
  const { stripe, simulators, control, advanceBy } = await startStripe();
  const receiver = await startReceiver();
  control.changeSettings({ webhookTimeoutMs: 50 });
  control.registerWebhook('http://127.0.0.1:9/nobody');
  await stripe.customers.create({});
  await simulators.settle();
  const { deliveries } = control.snapshot() as {
    deliveries: { status: string; attempts: { status: number }[] }[];
  };
  expect(deliveries).toMatchObject([{ status: 'waiting', attempts: [{ status: 0 }] }]);
  await advanceBy(HOUR_MS);
  expect(receiver.received).toEqual([]);
});

test('held webhooks leave on release, in order or reversed', async () => {
  const { stripe, simulators, control } = await startStripe();
  const receiver = await startReceiver();
  control.registerWebhook(receiver.url);
  for (const order of ['as_held', 'reversed'] as const) {
    receiver.received.length = 0;
    control.holdWebhooks();
    const { id } = await stripe.customers.create({});
    await stripe.customers.update(id, { name: 'x' });
    await simulators.settle();
    expect(receiver.received).toEqual([]);
    expect(control.releaseWebhooks(order)).toBe(2);
    await simulators.settle();
    const types = ['customer.created', 'customer.updated'];
    expect(receiver.types()).toEqual(order === 'as_held' ? types : types.reverse());
  }
});

test('dropped webhooks never come, and are listed as undelivered', async () => {
  const { stripe, simulators, control, advanceBy } = await startStripe();
  const receiver = await startReceiver();
  control.registerWebhook(receiver.url);
  control.dropWebhooks(1);
  const { id } = await stripe.customers.create({});
  await stripe.customers.update(id, { name: 'x' });
  await simulators.settle();
  await advanceBy(4 * DAY_MS);
  expect(receiver.types()).toEqual(['customer.updated']);
  const lost = await stripe.events.list({ delivery_success: false });
  expect(lost.data.map((event) => event.type)).toEqual(['customer.created']);
  expect((await stripe.events.list({ delivery_success: true, type: 'customer.*' })).data).toHaveLength(1);
});

test('a duplicated webhook comes twice with one id', async () => {
  const { stripe, simulators, control } = await startStripe();
  const receiver = await startReceiver();
  control.registerWebhook(receiver.url);
  control.duplicateWebhooks(1);
  await stripe.customers.create({});
  await simulators.settle();
  const ids = receiver.received.map((one) => (JSON.parse(one.body) as { id: string }).id);
  expect(ids).toHaveLength(2);
  expect(ids[0]).toBe(ids[1]);
});

test('an event can be delivered again at any time, even while others are held', async () => {
  const { stripe, simulators, control } = await startStripe();
  const receiver = await startReceiver();
  control.registerWebhook(receiver.url);
  await stripe.customers.create({});
  await simulators.settle();
  control.holdWebhooks();
  const [event] = (await stripe.events.list()).data;
  expect(await control.deliverEvent(event!.id)).toMatchObject([{ status: 200, error: null }]);
  expect(receiver.received).toHaveLength(2);
});

test('a rolled secret signs beside the old one until the old one is dropped', async () => {
  const { stripe, simulators, control } = await startStripe();
  const receiver = await startReceiver();
  const { id, secret: old } = control.registerWebhook(receiver.url);
  const fresh = control.rollWebhookSecret(id, { keepOld: true });
  await stripe.customers.create({});
  await simulators.settle();
  const { body, signature } = receiver.received[0]!;
  await stripe.webhooks.constructEventAsync(body, signature, old);
  await stripe.webhooks.constructEventAsync(body, signature, fresh);
});

test('events are filtered by type, group and time, and forgotten after thirty days', async () => {
  const { stripe, advanceBy, nowSeconds } = await startStripe();
  const { id } = await stripe.customers.create({});
  await advanceBy(HOUR_MS);
  await stripe.customers.update(id, { name: 'x' });
  const typesOf = async (filter: Parameters<typeof stripe.events.list>[0]): Promise<string[]> =>
    (await stripe.events.list(filter)).data.map((event) => event.type);
  expect(await typesOf({ type: 'customer.*' })).toEqual(['customer.updated', 'customer.created']);
  expect(await typesOf({ types: ['customer.created', 'invoice.paid'] })).toEqual(['customer.created']);
  expect(await typesOf({ type: 'customer.*', created: { gt: nowSeconds() - 60 } })).toEqual([
    'customer.updated',
  ]);
  const both = stripe.events.list({ type: 'a.b', types: ['c.d'] });
  expect(await refusalOf(both)).toMatchObject({ code: 'parameters_exclusive' });
  await advanceBy(31 * DAY_MS);
  expect(await typesOf({ type: 'customer.*' })).toEqual([]);
});

test('an endpoint is refused without a URL or with names that are no events', async () => {
  const { stripe } = await startStripe();
  const url = 'https://app.example/hook';
  expect(
    await refusalOf(stripe.webhookEndpoints.create({ url: 'hook', enabled_events: ['*'] })),
  ).toMatchObject({
    code: 'url_invalid',
  });
  const wrong = { url, enabled_events: ['Everything!'] } as unknown as Stripe.WebhookEndpointCreateParams;
  expect(await refusalOf(stripe.webhookEndpoints.create(wrong))).toMatchObject({ param: 'enabled_events' });
});
