import Stripe from 'stripe';
import { expect, test } from 'vitest';

import { DAY_MS, refusalOf, startStripe } from './start-stripe.js';

test('a request without a key, or with an unknown one, is refused with 401', async () => {
  const { simulators, stripe } = await startStripe();
  const bare = await fetch(`${simulators.stripe.origin}/v1/customers`);
  expect(bare.status).toBe(401);
  expect(await bare.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  const stranger = new Stripe('sk_test_somebodyelse1234', {
    host: '127.0.0.1',
    port: simulators.stripe.port,
    protocol: 'http',
  });
  const refusal = await refusalOf(stranger.customers.list());
  expect(refusal).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
  expect(refusal.message).toContain('sk_test_');
  expect(refusal.message).toContain('1234');
  expect(refusal.message).not.toContain('somebodyelse');
  expect((await stripe.customers.list()).lastResponse.requestId).toMatch(/^req_/);
});

test('the key may also come as Basic user', async () => {
  const { simulators } = await startStripe();
  const { origin, secretKey } = simulators.stripe;
  const basic = Buffer.from(`${secretKey}:`).toString('base64');
  const answer = await fetch(`${origin}/v1/customers`, { headers: { authorization: `Basic ${basic}` } });
  expect(answer.status).toBe(200);
});

test('an unknown URL is refused with 404 in the API’s shape', async () => {
  const { simulators } = await startStripe();
  const { origin, secretKey } = simulators.stripe;
  const answer = await fetch(`${origin}/v1/unicorns`, { headers: { authorization: `Bearer ${secretKey}` } });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({
    error: { type: 'invalid_request_error', message: expect.stringContaining('(GET: /v1/unicorns)') },
  });
});

test('an unknown parameter is refused by name, also inside a hash', async () => {
  const { stripe } = await startStripe();
  const params = { emial: 'a@b.example' } as Stripe.CustomerCreateParams;
  expect(await refusalOf(stripe.customers.create(params))).toMatchObject({
    statusCode: 400,
    code: 'parameter_unknown',
    param: 'emial',
  });
  const nested = { address: { street: 'x' } } as Stripe.CustomerCreateParams;
  expect(await refusalOf(stripe.customers.create(nested))).toMatchObject({
    code: 'parameter_unknown',
    param: 'address[street]',
  });
});

test('a parameter of Stripe’s that is not simulated is refused and says so', async () => {
  const { stripe } = await startStripe();
  const refusal = await refusalOf(
    stripe.customers.create({ tax_id_data: [{ type: 'eu_vat', value: 'DE1' }] }),
  );
  expect(refusal).toMatchObject({ code: 'parameter_not_simulated', param: 'tax_id_data' });
});

test('a missing object is 404 in the path and 400 in a parameter', async () => {
  const { stripe } = await startStripe();
  expect(await refusalOf(stripe.customers.retrieve('cus_none'))).toMatchObject({
    statusCode: 404,
    code: 'resource_missing',
    message: "No such customer: 'cus_none'",
  });
  expect(await refusalOf(stripe.billingPortal.sessions.create({ customer: 'cus_none' }))).toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'customer',
  });
});

test('the same idempotency key and parameters replay the first answer', async () => {
  const { stripe } = await startStripe();
  const options = { idempotencyKey: 'portal:1:customer:0' };
  const first = await stripe.customers.create({ email: 'a@b.example' }, options);
  const again = await stripe.customers.create({ email: 'a@b.example' }, options);
  expect(again.id).toBe(first.id);
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test('the same idempotency key with other parameters is refused', async () => {
  const { stripe } = await startStripe();
  const options = { idempotencyKey: 'k' };
  await stripe.customers.create({ email: 'a@b.example' }, options);
  const refusal = await refusalOf(stripe.customers.create({ email: 'c@d.example' }, options));
  expect(refusal).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  expect(refusal.statusCode).toBe(400);
});

test('an idempotency key is forgotten after a day, and never kept for invalid requests', async () => {
  const { stripe, advanceBy } = await startStripe();
  const options = { idempotencyKey: 'k' };
  await refusalOf(stripe.customers.create({ emial: 'x' } as Stripe.CustomerCreateParams, options));
  const first = await stripe.customers.create({ email: 'a@b.example' }, options);
  await advanceBy(DAY_MS);
  const second = await stripe.customers.create({ email: 'a@b.example' }, options);
  expect(second.id).not.toBe(first.id);
});

test('lists are newest first, paged by cursor in both directions', async () => {
  const { stripe } = await startStripe();
  const ids: string[] = [];
  for (let n = 0; n < 25; n += 1) ids.unshift((await stripe.customers.create({ name: `c${n}` })).id);
  const first = await stripe.customers.list();
  expect(first.data.map((one) => one.id)).toEqual(ids.slice(0, 10));
  expect(first.has_more).toBe(true);
  const last = await stripe.customers.list({ limit: 10, starting_after: ids[19]! });
  expect(last.data.map((one) => one.id)).toEqual(ids.slice(20));
  expect(last.has_more).toBe(false);
  const back = await stripe.customers.list({ limit: 5, ending_before: ids[10]! });
  expect(back.data.map((one) => one.id)).toEqual(ids.slice(5, 10));
  expect(back.has_more).toBe(true);
  const all: string[] = [];
  for await (const customer of stripe.customers.list({ limit: 7 })) all.push(customer.id);
  expect(all).toEqual(ids);
});

test('a list refuses a limit beyond 100 and an unknown cursor', async () => {
  const { stripe } = await startStripe();
  expect(await refusalOf(stripe.customers.list({ limit: 101 }))).toMatchObject({
    statusCode: 400,
    param: 'limit',
  });
  expect(await refusalOf(stripe.customers.list({ starting_after: 'cus_none' }))).toMatchObject({
    code: 'resource_missing',
    param: 'starting_after',
  });
});

test('customers are found by e-mail, exactly', async () => {
  const { stripe } = await startStripe();
  await stripe.customers.create({ email: 'a@b.example' });
  const found = await stripe.customers.create({ email: 'c@d.example' });
  const listed = await stripe.customers.list({ email: 'c@d.example' });
  expect(listed.data.map((one) => one.id)).toEqual([found.id]);
});

test('a deleted customer still answers, as deleted, and can be used for nothing', async () => {
  const { stripe } = await startStripe();
  const { id } = await stripe.customers.create({});
  expect(await stripe.customers.del(id)).toMatchObject({ id, deleted: true });
  expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true });
  expect(await refusalOf(stripe.customers.update(id, { name: 'x' }))).toMatchObject({ statusCode: 404 });
});

test('metadata merges, and an empty value removes its key', async () => {
  const { stripe } = await startStripe();
  const { id } = await stripe.customers.create({ metadata: { a: '1', b: '2' } });
  const changed = await stripe.customers.update(id, { metadata: { b: '', c: '3' } });
  expect(changed.metadata).toEqual({ a: '1', c: '3' });
  expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({});
});

test('expansion goes through lists and several levels, and refuses what is no object', async () => {
  const { stripe } = await startStripe();
  const customer = await stripe.customers.create({ payment_method: 'pm_card_visa' });
  const [method] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
  await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: 'price_1QTEAM' }],
    default_payment_method: method!.id,
  });
  const { data } = await stripe.subscriptions.list({
    customer: customer.id,
    expand: ['data.latest_invoice.payments.data.payment.payment_intent', 'data.default_payment_method'],
  });
  const invoice = data[0]!.latest_invoice as Stripe.Invoice;
  expect(invoice.payments?.data[0]?.payment.payment_intent).toMatchObject({
    object: 'payment_intent',
    status: 'succeeded',
  });
  expect(data[0]!.default_payment_method).toMatchObject({ card: { last4: '4242' } });
  expect(await refusalOf(stripe.subscriptions.list({ expand: ['data.status'] }))).toMatchObject({
    param: 'expand',
  });
  expect(await refusalOf(stripe.subscriptions.list({ expand: ['data.a.b.c.d.e'] }))).toMatchObject({
    param: 'expand',
  });
});

test('requests fail on demand: a rate limit with its reason, and a 500 after the work was done', async () => {
  const { stripe, control } = await startStripe();
  control.failRequests({ count: 1, phase: 'before', kind: 'rate_limited' });
  const limited = await refusalOf(stripe.customers.create({ email: 'a@b.example' }));
  expect(limited).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
  expect(limited.headers?.['stripe-rate-limited-reason']).toBe('global-rate');
  expect((await stripe.customers.list()).data).toHaveLength(0);
  control.failRequests({ count: 1, phase: 'after', kind: 'server_error', pathPrefix: '/v1/customers' });
  await refusalOf(stripe.customers.create({ email: 'a@b.example' }, { idempotencyKey: 'lost' }));
  expect((await stripe.customers.list()).data).toHaveLength(1);
  expect(
    await refusalOf(stripe.customers.create({ email: 'a@b.example' }, { idempotencyKey: 'lost' })),
  ).toMatchObject({
    statusCode: 500,
  });
});

test('the same seed repeats the same ids', async () => {
  const [one, other] = [await startStripe({ seed: 5 }), await startStripe({ seed: 5 })];
  expect((await one.stripe.customers.create({})).id).toBe((await other.stripe.customers.create({})).id);
  expect(one.simulators.stripe.secretKey).toBe(other.simulators.stripe.secretKey);
});

test('prices are found by lookup key, which names one price at a time', async () => {
  const { stripe } = await startStripe();
  const found = await stripe.prices.list({ lookup_keys: ['team'], expand: ['data.product'] });
  expect(found.data).toMatchObject([{ id: 'price_1QTEAM', unit_amount: 4900, product: { name: 'Team' } }]);
  const product = await stripe.products.create({ name: 'New' });
  const again = { product: product.id, currency: 'eur', unit_amount: 100, lookup_key: 'team' } as const;
  expect(await refusalOf(stripe.prices.create(again))).toMatchObject({ param: 'lookup_key' });
  await stripe.prices.create({ ...again, transfer_lookup_key: true });
  expect((await stripe.prices.retrieve('price_1QTEAM')).lookup_key).toBeNull();
});
