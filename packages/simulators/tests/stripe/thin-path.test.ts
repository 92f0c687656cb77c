import { expect, test } from 'vitest';

import { cardForm, DAY_MS, startReceiver, startStripe } from './start-stripe.js';

test('a paid checkout with a trial ends in a trialing subscription and signed webhooks', async () => {
  const { stripe, control, simulators, nowSeconds } = await startStripe();
  const receiver = await startReceiver();
  const endpoint = await stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ['checkout.session.completed', 'customer.subscription.created'],
  });

  const customer = await stripe.customers.create({
    email: 'admin@northwind.example',
    metadata: { portal: '51200417' },
  });
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    client_reference_id: '51200417',
    line_items: [{ price: 'price_1QTEAM', quantity: 1 }],
    subscription_data: { trial_period_days: 14, metadata: { portal: '51200417' } },
    success_url: 'https://app.example/billing/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://app.example/billing/cancel',
  });
  expect(session.url).toBe(`${simulators.stripe.origin}/c/pay/${session.id}`);

  const outcome = control.submitCheckout(session.id, { payment: cardForm('4242 4242 4242 4242') });
  expect(outcome).toMatchObject({
    kind: 'completed',
    redirectUrl: `https://app.example/billing/done?session=${session.id}`,
  });
  await simulators.settle();

  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['subscription', 'line_items'],
  });
  expect(paid).toMatchObject({ status: 'complete', payment_status: 'no_payment_required', url: null });
  expect(paid.subscription).toMatchObject({
    status: 'trialing',
    trial_end: nowSeconds() + (14 * DAY_MS) / 1000,
    metadata: { portal: '51200417' },
  });
  expect(paid.line_items?.data[0]?.price?.id).toBe('price_1QTEAM');

  expect(receiver.types().sort()).toEqual(['checkout.session.completed', 'customer.subscription.created']);
  for (const { body, signature } of receiver.received) {
    const event = await stripe.webhooks.constructEventAsync(body, signature, endpoint.secret ?? '');
    expect(event.livemode).toBe(false);
    expect(event.api_version).toBe('2026-10-28.endive');
  }
});
