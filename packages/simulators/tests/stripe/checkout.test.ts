import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import {
  cardForm,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  refusalOf,
  startStripe,
  type StripeBench,
} from './start-stripe.js';

const URLS = {
  success_url: 'https://app.example/done?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://app.example/cancel',
};

type CreateParams = Stripe.Checkout.SessionCreateParams;

function params(extra: Partial<CreateParams> = {}): CreateParams {
  return { mode: 'subscription', line_items: [{ price: 'price_1QTEAM', quantity: 1 }], ...URLS, ...extra };
}

async function openSession(
  bench: StripeBench,
  extra: Partial<CreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  const customer = await bench.stripe.customers.create({ email: 'admin@northwind.example' });
  return bench.stripe.checkout.sessions.create(params({ customer: customer.id, ...extra }));
}

async function statesOf(bench: StripeBench, id: string): Promise<unknown> {
  const session = await bench.stripe.checkout.sessions.retrieve(id, { expand: ['subscription'] });
  const subscription = session.subscription as Stripe.Subscription | null;
  return [session.status, session.payment_status, subscription?.status];
}

async function typesOf(bench: StripeBench): Promise<string[]> {
  const events = await bench.stripe.events.list({ limit: 100 });
  return events.data.map((event) => event.type).reverse();
}

test.each([
  [{ line_items: [{ price: 'price_none', quantity: 1 }] }, 'resource_missing', 'line_items[0][price]'],
  [{ line_items: [{ price: 'price_1QTEAM' }] }, 'parameter_missing', 'line_items[0][quantity]'],
  [{ line_items: [] }, 'parameter_missing', 'line_items'],
  [{ success_url: 'not a url' }, 'url_invalid', 'success_url'],
  [{ client_reference_id: 'x'.repeat(201) }, undefined, 'client_reference_id'],
  [
    { subscription_data: { trial_period_days: 0 } },
    'parameter_invalid_integer',
    'subscription_data[trial_period_days]',
  ],
  [{ customer: 'cus_none' }, 'resource_missing', 'customer'],
  [{ customer_email: 'nobody' }, 'email_invalid', 'customer_email'],
  [{ mode: 'payment' }, undefined, 'mode'],
  [{ payment_method_types: ['card'] } as Partial<CreateParams>, 'parameter_unknown', 'payment_method_types'],
] as const)('a session with %j is refused', async (extra, code, param) => {
  const { stripe } = await startStripe();
  const given = params(extra as unknown as Partial<CreateParams>);
  expect(await refusalOf(stripe.checkout.sessions.create(given))).toMatchObject({
    statusCode: 400,
    code,
    param,
  });
});

test('a session without success_url, mode or line items is refused', async () => {
  const { stripe } = await startStripe();
  for (const name of ['success_url', 'mode', 'line_items'] as const) {
    const incomplete = Object.fromEntries(Object.entries(params()).filter(([key]) => key !== name));
    expect(await refusalOf(stripe.checkout.sessions.create(incomplete))).toMatchObject({
      code: 'parameter_missing',
      param: name,
    });
  }
});

test('customer and customer_email exclude each other', async () => {
  const { stripe } = await startStripe();
  const { id } = await stripe.customers.create({});
  const both = params({ customer: id, customer_email: 'a@b.example' });
  expect(await refusalOf(stripe.checkout.sessions.create(both))).toMatchObject({
    code: 'parameters_exclusive',
  });
});

test('a session expires between thirty minutes and a day after its creation', async () => {
  const { stripe, nowSeconds } = await startStripe();
  const at = (seconds: number): CreateParams => params({ expires_at: nowSeconds() + seconds });
  expect(await refusalOf(stripe.checkout.sessions.create(at(29 * 60)))).toMatchObject({
    param: 'expires_at',
  });
  expect(await refusalOf(stripe.checkout.sessions.create(at(24 * 3600 + 1)))).toMatchObject({
    param: 'expires_at',
  });
  expect((await stripe.checkout.sessions.create(at(30 * 60))).expires_at).toBe(nowSeconds() + 1800);
  expect((await stripe.checkout.sessions.create(params())).expires_at).toBe(nowSeconds() + 86_400);
});

test('tax id collection on an existing customer needs leave to update its name', async () => {
  const bench = await startStripe();
  const wish = { tax_id_collection: { enabled: true } } as const;
  expect(await refusalOf(openSession(bench, wish))).toMatchObject({ param: 'tax_id_collection' });
  const session = await openSession(bench, { ...wish, customer_update: { name: 'auto' } });
  expect(session.tax_id_collection).toEqual({ enabled: true, required: 'never' });
});

test('automatic tax on a customer without an address needs leave to update it', async () => {
  const bench = await startStripe();
  const wish = { automatic_tax: { enabled: true } } as const;
  expect(await refusalOf(openSession(bench, wish))).toMatchObject({ code: 'customer_tax_location_invalid' });
  const session = await openSession(bench, { ...wish, customer_update: { address: 'auto' } });
  expect(session.automatic_tax.enabled).toBe(true);
});

test('an accepted card without a trial is charged at once', async () => {
  const bench = await startStripe();
  const session = await openSession(bench);
  bench.control.submitCheckout(session.id, { payment: cardForm('4242424242424242') });
  expect(await statesOf(bench, session.id)).toEqual(['complete', 'paid', 'active']);
  const { data } = await bench.stripe.invoices.list({ customer: session.customer as string });
  expect(data).toMatchObject([
    { status: 'paid', amount_paid: 4900, billing_reason: 'subscription_create', attempt_count: 1 },
  ]);
  expect(data[0]!.parent?.subscription_details?.subscription).toMatch(/^sub_/);
  expect(await typesOf(bench)).toEqual(
    expect.arrayContaining(['payment_method.attached', 'invoice.paid', 'checkout.session.completed']),
  );
});

test('the world hears of a paid checkout’s subscription as incomplete first, then as active', async () => {
  const bench = await startStripe();
  const session = await openSession(bench);
  bench.control.submitCheckout(session.id, { payment: cardForm('4242424242424242') });
  const { data } = await bench.stripe.events.list({ type: 'customer.subscription.*' });
  const told = data.map((event) => [event.type, (event.data.object as Stripe.Subscription).status]).reverse();
  expect(told).toEqual([
    ['customer.subscription.created', 'incomplete'],
    ['customer.subscription.updated', 'active'],
  ]);
});

test('a customer keeps the currency of its first invoice', async () => {
  const bench = await startStripe();
  const session = await openSession(bench);
  bench.control.submitCheckout(session.id, { payment: cardForm('4242424242424242') });
  bench.control.seedCatalogue([
    { priceId: 'price_1QEUR', productName: 'Team', amountMinor: 4500, currency: 'eur', interval: 'month' },
  ]);
  const other = params({
    customer: session.customer as string,
    line_items: [{ price: 'price_1QEUR', quantity: 1 }],
  });
  expect((await refusalOf(bench.stripe.checkout.sessions.create(other))).message).toContain(
    'combine currencies',
  );
});

test('without a customer the session makes one from what was typed', async () => {
  const { stripe, control } = await startStripe();
  const session = await stripe.checkout.sessions.create(params());
  expect(session.customer).toBeNull();
  const missing = control.submitCheckout(session.id, { payment: cardForm('4242424242424242') });
  expect(missing).toMatchObject({ kind: 'refused', refusal: { param: 'email' } });
  control.submitCheckout(session.id, {
    email: 'new@northwind.example',
    name: 'Northwind Trading',
    payment: cardForm('4242424242424242'),
  });
  const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['customer'] });
  expect(paid.customer).toMatchObject({ email: 'new@northwind.example', name: 'Northwind Trading' });
});

test.each([
  ['4000000000000002', 'card_declined', 'generic_decline'],
  ['4000000000009995', 'card_declined', 'insufficient_funds'],
  ['4000000000000069', 'expired_card', undefined],
  ['4000000000000127', 'incorrect_cvc', undefined],
  ['4000000000000341', 'card_declined', 'generic_decline'],
])('card %s is declined and leaves the session open', async (number, code, declineCode) => {
  const bench = await startStripe();
  const session = await openSession(bench);
  const outcome = bench.control.submitCheckout(session.id, { payment: cardForm(number) });
  expect(outcome).toMatchObject({ kind: 'refused', refusal: { code } });
  if (outcome.kind === 'refused') expect(outcome.refusal.declineCode).toBe(declineCode);
  expect(await statesOf(bench, session.id)).toEqual(['open', 'unpaid', undefined]);
  bench.control.submitCheckout(session.id, { payment: cardForm('4242424242424242') });
  expect(await statesOf(bench, session.id)).toEqual(['complete', 'paid', 'active']);
});

test.each([
  [{ number: '4242', expiry: '12/34', cvc: '123' }, 'incomplete_number', 'number'],
  [{ number: '4242424242424241', expiry: '12/34', cvc: '123' }, 'incorrect_number', 'number'],
  [{ number: '4111111111111111', expiry: '12/34', cvc: '123' }, 'card_declined', 'number'],
  [{ number: '4242424242424242', expiry: '10/26', cvc: '123' }, 'invalid_expiry_year', 'exp_year'],
  [{ number: '4242424242424242', expiry: '13/30', cvc: '123' }, 'invalid_expiry_month', 'exp_month'],
  [{ number: '4242424242424242', expiry: '12/34', cvc: '12' }, 'incomplete_cvc', 'cvc'],
  [{ number: '4242424242424242', expiry: '12/34', cvc: '12x' }, 'invalid_cvc', 'cvc'],
])('the card form %j is refused with %s', async (entry, code, param) => {
  const bench = await startStripe();
  const session = await openSession(bench);
  const outcome = bench.control.submitCheckout(session.id, { payment: { kind: 'card', entry } });
  expect(outcome).toMatchObject({ kind: 'refused', refusal: { code, param } });
});

test('a card is good until its month is over', async () => {
  const bench = await startStripe();
  const session = await openSession(bench);
  const entry = { number: '4242424242424242', expiry: '11 / 26', cvc: '123' };
  expect(bench.control.submitCheckout(session.id, { payment: { kind: 'card', entry } }).kind).toBe(
    'completed',
  );
});

test('a card that fails when charged starts a trial, and falls behind at its end', async () => {
  const bench = await startStripe();
  const session = await openSession(bench, { subscription_data: { trial_period_days: 14 } });
  bench.control.submitCheckout(session.id, { payment: cardForm('4000000000000341') });
  expect(await statesOf(bench, session.id)).toEqual(['complete', 'no_payment_required', 'trialing']);
  await bench.advanceBy(14 * DAY_MS);
  expect(await statesOf(bench, session.id)).toEqual(['complete', 'no_payment_required', 'active']);
  await bench.advanceBy(HOUR_MS);
  expect(await statesOf(bench, session.id)).toEqual(['complete', 'no_payment_required', 'past_due']);
});

test('3-D Secure asks first: completed it pays, failed it leaves the session open', async () => {
  const bench = await startStripe();
  const session = await openSession(bench);
  const ask = (): string => {
    const outcome = bench.control.submitCheckout(session.id, { payment: cardForm('4000002760003184') });
    if (outcome.kind !== 'requires_action') throw new Error(outcome.kind);
    return outcome.challenge.id;
  };
  const failed = ask();
  expect(bench.control.answerChallenge(failed, 'fail')).toMatchObject({
    kind: 'refused',
    refusal: { code: 'payment_intent_authentication_failure' },
  });
  expect(bench.control.answerChallenge(failed, 'complete')).toBeUndefined();
  expect(await statesOf(bench, session.id)).toEqual(['open', 'unpaid', undefined]);
  expect(bench.control.answerChallenge(ask(), 'complete')).toMatchObject({ kind: 'completed' });
  expect(await statesOf(bench, session.id)).toEqual(['complete', 'paid', 'active']);
});

test('a delayed payment completes the session unpaid and settles days later', async () => {
  const bench = await startStripe();
  const good = await openSession(bench);
  const bad = await openSession(bench);
  bench.control.submitCheckout(good.id, { payment: { kind: 'bank', settlesAs: 'succeeded' } });
  bench.control.submitCheckout(bad.id, { payment: { kind: 'bank', settlesAs: 'failed' } });
  expect(await statesOf(bench, good.id)).toEqual(['complete', 'unpaid', 'active']);
  await bench.advanceBy(4 * DAY_MS);
  expect(await statesOf(bench, good.id)).toEqual(['complete', 'paid', 'active']);
  expect(await statesOf(bench, bad.id)).toEqual(['complete', 'unpaid', 'past_due']);
  expect(await typesOf(bench)).toEqual(
    expect.arrayContaining([
      'checkout.session.async_payment_succeeded',
      'checkout.session.async_payment_failed',
    ]),
  );
});

test('an abandoned session expires by the clock, once, and can no longer be paid', async () => {
  const bench = await startStripe();
  const session = await openSession(bench);
  await bench.advanceBy(24 * HOUR_MS - MINUTE_MS);
  expect(await statesOf(bench, session.id)).toEqual(['open', 'unpaid', undefined]);
  await bench.advanceBy(MINUTE_MS);
  expect(await statesOf(bench, session.id)).toEqual(['expired', 'unpaid', undefined]);
  expect(bench.control.submitCheckout(session.id, { payment: cardForm('4242424242424242') }).kind).toBe(
    'closed',
  );
  expect((await typesOf(bench)).filter((type) => type === 'checkout.session.expired')).toHaveLength(1);
});

test('a session can be expired by request while it is open, and not after', async () => {
  const bench = await startStripe();
  const session = await openSession(bench);
  expect(await bench.stripe.checkout.sessions.expire(session.id)).toMatchObject({
    status: 'expired',
    url: null,
  });
  expect((await refusalOf(bench.stripe.checkout.sessions.expire(session.id))).message).toContain('`expired`');
});

test('sessions are listed by customer and status', async () => {
  const bench = await startStripe();
  const open = await openSession(bench);
  const done = await openSession(bench);
  bench.control.submitCheckout(done.id, { payment: cardForm('4242424242424242') });
  const list = (filter: Stripe.Checkout.SessionListParams): Promise<string[]> =>
    bench.stripe.checkout.sessions.list(filter).then(({ data }) => data.map((session) => session.id));
  expect(await list({ customer: open.customer as string })).toEqual([open.id]);
  expect(await list({ status: 'open' })).toEqual([open.id]);
  expect(await list({ status: 'complete' })).toEqual([done.id]);
});

test('without a payment method, only a trial that collects if required can be completed', async () => {
  const bench = await startStripe();
  const trial = { subscription_data: { trial_period_days: 14 } };
  const strict = await openSession(bench, trial);
  expect(bench.control.submitCheckout(strict.id, { payment: { kind: 'none' } }).kind).toBe('refused');
  const free = await openSession(bench, { ...trial, payment_method_collection: 'if_required' });
  expect(bench.control.submitCheckout(free.id, { payment: { kind: 'none' } }).kind).toBe('completed');
  expect(await statesOf(bench, free.id)).toEqual(['complete', 'no_payment_required', 'trialing']);
});

test('one card has one fingerprint on every customer', async () => {
  const bench = await startStripe();
  const prints: (string | null | undefined)[] = [];
  for (const number of ['4242424242424242', '4242 4242 4242 4242', '5555555555554444']) {
    const session = await openSession(bench);
    bench.control.submitCheckout(session.id, { payment: cardForm(number) });
    const { data } = await bench.stripe.paymentMethods.list({
      customer: session.customer as string,
      type: 'card',
    });
    prints.push(data[0]!.card?.fingerprint);
  }
  expect(prints[0]).toBe(prints[1]);
  expect(prints[0]).not.toBe(prints[2]);
});

test('no card number is kept anywhere', async () => {
  const bench = await startStripe();
  const session = await openSession(bench);
  bench.control.submitCheckout(session.id, { payment: cardForm('4242424242424242') });
  expect(JSON.stringify(bench.control.snapshot())).not.toContain('4242424242424242');
});
