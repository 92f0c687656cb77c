import type Stripe from 'stripe';
import { expect, test } from 'vitest';

import { createCustomers, startHistory } from './start-history.js';

test('the truth names customers, subscriptions, invoices and cards, deleted ones included', async () => {
  const history = await startHistory();
  const { stripe, simulators } = history;
  const { id: customer } = await stripe.customers.create({ email: 'a@b.example', metadata: { portal: '7' } });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  const sub = await stripe.subscriptions.create({
    customer,
    items: [{ price: 'price_1QTEAM' }],
    default_payment_method: card.id,
    metadata: { portal: '7' },
  });
  await stripe.subscriptions.update(sub.id, { cancel_at_period_end: true });
  const [item] = sub.items.data;
  const truth = {
    id: customer,
    email: 'a@b.example',
    metadata: { portal: '7' },
    isDeleted: false,
    cardFingerprints: [card.card!.fingerprint],
    subscriptions: [
      {
        id: sub.id,
        status: 'active',
        priceIds: ['price_1QTEAM'],
        trialEndAt: null,
        currentPeriodEndAt: item!.current_period_end * 1000,
        cancelAt: item!.current_period_end * 1000,
        endedAt: null,
        pauseCollection: null,
        latestInvoice: { isPaid: true, status: 'paid', attemptCount: 1, nextPaymentAttemptAt: null },
      },
    ],
  };
  expect(simulators.stripe.truth()).toMatchObject([truth]);
  await stripe.paymentMethods.detach(card.id);
  await stripe.customers.del(customer);
  expect(simulators.stripe.truth()).toMatchObject([
    {
      ...truth,
      isDeleted: true,
      subscriptions: [{ status: 'canceled', endedAt: simulators.clock.now() }],
    },
  ]);
  const wire = await simulators.stripe.fetch('http://stripe.test/_sim/stripe/truth');
  expect(await wire.json()).toEqual({ customers: simulators.stripe.truth() });
});

test('the truth of HubSpot names installs and whether their tokens still work', async () => {
  const { simulators } = await startHistory();
  const { control, fetch, truth } = simulators.hubspot;
  const redirect = 'http://localhost:8787/oauth/callback';
  const { clientId, clientSecret } = control.configureApp({ redirectUrls: [redirect], scopes: ['oauth'] });
  const connect = async (portalId: number): Promise<void> => {
    const query = new URLSearchParams({ client_id: clientId, redirect_uri: redirect, scope: 'oauth' });
    const step = control.answerConsent(`http://hubspot.test/oauth/authorize?${query.toString()}`, {
      portalId,
      decision: 'connect',
    });
    const code = new URL('location' in step ? step.location : '').searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirect };
    const body = new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret });
    const answer = await fetch('http://hubspot.test/oauth/2026-09/token', { method: 'POST', body });
    expect(answer.status).toBe(200);
  };
  await connect(51200417);
  await connect(51200583);
  const installed = { portalId: 51200417, uninstalledAt: null, areTokensDead: false };
  expect(truth()).toMatchObject([{ ...installed, accountType: 'STANDARD' }, { portalId: 51200583 }]);
  control.killTokens(51200417);
  control.uninstall(51200583);
  expect(truth()).toMatchObject([
    { ...installed, areTokensDead: true },
    { portalId: 51200583, uninstalledAt: simulators.clock.now(), areTokensDead: true },
  ]);
  await connect(51200583);
  expect(truth()[1]).toMatchObject({ uninstalledAt: null, areTokensDead: false });
});

test('ten thousand subscriptions are listed in a hundred pages', async () => {
  const history = await startHistory();
  const { stripe, simulators } = history;
  await createCustomers(history, 1);
  simulators.stripe.control.changeSettings({ upcomingInvoiceDays: 0 });
  const customers = await Promise.all(
    Array.from({ length: 100 }, async () => {
      const { id } = await stripe.customers.create({});
      const { id: method } = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
      return { customer: id, default_payment_method: method, items: [{ price: 'price_1QTEAM' }] };
    }),
  );
  const { control } = simulators.stripe;
  control.holdWebhooks();
  for (let round = 0; round < 100; round += 1) {
    await Promise.all(customers.map((wish) => stripe.subscriptions.create(wish)));
  }
  const seen = new Set<string>();
  let pages = 0;
  for (let page = null as Stripe.ApiList<Stripe.Subscription> | null; page?.has_more !== false; pages += 1) {
    const after = page?.data.at(-1)?.id;
    page = await stripe.subscriptions.list({
      limit: 100,
      status: 'all',
      ...(after && { starting_after: after }),
    });
    for (const { id } of page.data) seen.add(id);
  }
  expect([seen.size, pages]).toEqual([10_000, 100]);
}, 240_000);
