import { expect, test } from 'vitest';

import { cardForm, DAY_MS, startReceiver, startStripe } from './start-stripe.js';

test('on a running clock webhooks leave by themselves and time can still be turned', async () => {
  const { stripe, control, simulators, nowSeconds } = await startStripe({ clock: { mode: 'running' } });
  const receiver = await startReceiver();
  control.registerWebhook(receiver.url, ['checkout.session.completed', 'customer.subscription.updated']);
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    line_items: [{ price: 'price_1QTEAM', quantity: 1 }],
    subscription_data: { trial_period_days: 14 },
    success_url: 'https://app.example/done',
  });
  expect(Math.abs(session.created - Date.now() / 1000)).toBeLessThan(5);
  control.submitCheckout(session.id, { email: 'a@b.example', payment: cardForm('4242424242424242') });
  await expect.poll(() => receiver.types()).toEqual(['checkout.session.completed']);
  const before = nowSeconds();
  await simulators.clock.advanceBy(14 * DAY_MS);
  expect(receiver.types()).toContain('customer.subscription.updated');
  expect(nowSeconds()).toBeGreaterThanOrEqual(before + 14 * 86_400);
});

test('the host is told of every jump before the webhooks of that instant leave', async () => {
  const seen: string[] = [];
  const { stripe, control, simulators } = await startStripe({
    onClockChange: async (nowMs) => {
      await Promise.resolve();
      seen.push(new Date(nowMs).toISOString());
    },
  });
  const receiver = await startReceiver();
  control.registerWebhook(receiver.url, ['customer.subscription.trial_will_end']);
  const { id: customer } = await stripe.customers.create({});
  await stripe.subscriptions.create({ customer, items: [{ price: 'price_1QTEAM' }], trial_period_days: 14 });
  await simulators.clock.advanceBy(12 * DAY_MS);
  expect(receiver.received).toHaveLength(1);
  expect(seen).toContain('2026-12-01T09:00:00.000Z');
  expect(seen.at(-1)).toBe('2026-12-02T09:00:00.000Z');
});
