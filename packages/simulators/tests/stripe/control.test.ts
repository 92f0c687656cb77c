import { expect, test } from 'vitest';

import { cardForm, DAY_MS, startReceiver, startStripe } from './start-stripe.js';

async function post(url: string, body: unknown = {}): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return await answer.json();
}

test('the whole story can be told over the wire', async () => {
  const { simulators, stripe } = await startStripe();
  const receiver = await startReceiver();
  const sim = `${simulators.stripe.origin}/_sim`;
  await post(`${sim}/stripe/reset`);
  await post(`${sim}/stripe/catalogue`, [
    { priceId: 'price_1QABCDEF', productName: 'Team', amountMinor: 4900, currency: 'usd', interval: 'month' },
  ]);
  const { secret } = (await post(`${sim}/stripe/webhooks`, { url: receiver.url })) as { secret: string };
  await post(`${sim}/stripe/webhooks/hold`);
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: 'price_1QABCDEF', quantity: 1 }],
    subscription_data: { trial_period_days: 14 },
    success_url: 'https://app.example/done',
  });
  expect(
    await post(`${sim}/stripe/checkout/${session.id}/submit`, {
      email: 'admin@northwind.example',
      payment: cardForm('4242424242424242'),
    }),
  ).toMatchObject({ kind: 'completed', redirectUrl: 'https://app.example/done' });
  await post(`${sim}/clock/settle`);
  expect(receiver.received).toEqual([]);
  const { released } = (await post(`${sim}/stripe/webhooks/release`)) as { released: number };
  await post(`${sim}/clock/settle`);
  expect(receiver.received).toHaveLength(released);
  expect(receiver.types()).toContain('checkout.session.completed');
  await stripe.webhooks.constructEventAsync(
    receiver.received[0]!.body,
    receiver.received[0]!.signature,
    secret,
  );
  expect(await post(`${sim}/clock/advance`, { byMs: 15 * DAY_MS })).toMatchObject({ mode: 'frozen' });
  const state = (await (await fetch(`${sim}/stripe/state`)).json()) as {
    subscriptions: { status: string }[];
  };
  expect(state.subscriptions).toMatchObject([{ status: 'active' }]);
});

test('a customer’s acts on the portal page can be done over the wire', async () => {
  const { simulators, stripe } = await startStripe();
  const { id: customer } = await stripe.customers.create({ email: 'admin@northwind.example' });
  const method = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const sub = await stripe.subscriptions.create({
    customer,
    items: [{ price: 'price_1QTEAM' }],
    default_payment_method: method.id,
  });
  const session = await stripe.billingPortal.sessions.create({ customer });
  const act = (wish: unknown): Promise<unknown> =>
    post(`${simulators.stripe.origin}/_sim/stripe/portal/${session.id}/act`, wish);
  const subscriptionId = sub.id;
  expect(await act({ kind: 'change_plan', subscriptionId, priceId: 'price_1QSCALE' })).toMatchObject({
    kind: 'done',
  });
  expect(await act({ kind: 'cancel', subscriptionId })).toMatchObject({ kind: 'done' });
  expect(await act({ kind: 'keep', subscriptionId })).toMatchObject({
    kind: 'done',
    value: { cancel_at: null },
  });
  expect(await act({ kind: 'update_card', entry: cardForm('4000000000000002').entry })).toMatchObject({
    kind: 'refused',
    refusal: { code: 'card_declined' },
  });
  expect(await act({ kind: 'dance' })).toHaveProperty('error');
});

test('the clock refuses to go back, and nonsense', async () => {
  const { simulators } = await startStripe();
  const sim = `${simulators.stripe.origin}/_sim/clock/advance`;
  expect(await post(sim, { toMs: 0 })).toHaveProperty('error');
  expect(await post(sim, { byMs: 'a day' })).toHaveProperty('error');
  expect(await post(sim, { byMs: null })).toHaveProperty('error');
});

test('unusable control bodies are 400', async () => {
  const { simulators } = await startStripe();
  const url = `${simulators.stripe.origin}/_sim/stripe/webhooks`;
  const answer = await fetch(url, { method: 'POST', body: 'not json' });
  expect(answer.status).toBe(400);
  const unknown = await fetch(`${simulators.stripe.origin}/_sim/stripe/events/evt_none/deliver`, {
    method: 'POST',
  });
  expect(unknown.status).toBe(400);
});

test('seeding a price twice leaves it as it is', async () => {
  const { stripe, control } = await startStripe();
  const entry = {
    priceId: 'price_1QTEAM',
    productName: 'Team',
    amountMinor: 1,
    currency: 'usd',
    interval: 'month',
  } as const;
  control.seedCatalogue([entry]);
  expect((await stripe.prices.retrieve('price_1QTEAM')).unit_amount).toBe(4900);
  expect((await stripe.products.list()).data.map((product) => product.name)).toEqual(['Scale', 'Team']);
});

test('the same seed and the same steps end in the same state', async () => {
  const run = async (): Promise<unknown> => {
    const { stripe, control, advanceBy, simulators } = await startStripe({ seed: 42 });
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: 'price_1QTEAM', quantity: 1 }],
      subscription_data: { trial_period_days: 14 },
      success_url: 'https://app.example/done',
    });
    control.submitCheckout(session.id, { email: 'a@b.example', payment: cardForm('4242424242424242') });
    await advanceBy(100 * DAY_MS);
    const state = JSON.stringify({ ...control.snapshot(), events: undefined });
    return state.replaceAll(simulators.stripe.origin, '');
  };
  expect(await run()).toBe(await run());
});
