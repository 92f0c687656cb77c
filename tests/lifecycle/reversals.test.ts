import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountKey } from '@hs-x/sdk/billing';
import { canUse, rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { recordingApp, tomlWith } from './recording-app.js';
import {
  accountOf,
  advanceDays,
  engineOf,
  PORTAL,
  stripeOf,
  subscribeAndPay,
  subscriptionOf,
} from './subscriber.js';

let world: World;

beforeEach(async () => {
  world = await startWorld({ definition: recordingApp().definition, toml: await tomlWith() });
  await subscribeAndPay(world);
});
afterEach(() => world.close());

async function chargeId(): Promise<string> {
  const { customer } = await accountOf(world);
  const charges = await stripeOf(world).charges.list({ customer: customer?.customerId ?? '' });
  return charges.data[0]?.id ?? '';
}

async function alertsOf() {
  const { alerts, scope } = engineOf(world);
  return (await alerts.store.list(scope, { state: 'all' })).entries;
}

async function linesAbout(word: string): Promise<readonly string[]> {
  const { engine } = world.app;
  const lines = await engine.store.journal(accountKey(engine, String(PORTAL)), 50);
  return lines.map(({ summary }) => summary).filter((summary) => summary.includes(word));
}

/** Stripe sends everything of the portal's payments once more. */
async function deliverAgain(): Promise<void> {
  const { control } = world.simulators.stripe;
  const { data } = await stripeOf(world).events.list({ limit: 100 });
  for (const { id, type } of data) if (type.startsWith('charge.')) await control.deliverEvent(id);
  await world.settle();
}

describe('a refund', () => {
  it('is written down and alerted once, however often it is delivered, and access stays', async () => {
    world.simulators.stripe.control.setFaults({ duplicate: 1, reorder: 0.5 });
    const before = await rowOf(world, PORTAL);
    const charge = await chargeId();
    await stripeOf(world).refunds.create({ charge, amount: 900 });
    await world.settle();
    await stripeOf(world).refunds.create({ charge });
    await world.settle();
    await deliverAgain();
    await advanceDays(world, 1);
    const told = { code: 'payment_refunded', portalId: String(PORTAL), times: 1, resolvedAt: null };
    const alerts = await alertsOf();
    expect(alerts).toMatchObject([told, told]);
    expect(alerts.map(({ details }) => details.amountMinor).sort()).toEqual(['19900', '900']);
    expect(await linesAbout('refunded')).toHaveLength(2);
    expect(await rowOf(world, PORTAL)).toEqual(before);
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
  });

  it('whose webhook was lost is found by the gap-filler', async () => {
    world.simulators.stripe.control.dropWebhooks(10);
    await stripeOf(world).refunds.create({ charge: await chargeId() });
    await world.advanceBy(20 * 60_000);
    expect(await alertsOf()).toMatchObject([{ code: 'payment_refunded', times: 1 }]);
  });

  it('is told while Stripe answers nobody: its event says all there is to say', async () => {
    const { control } = world.simulators.stripe;
    control.holdWebhooks();
    await stripeOf(world).refunds.create({ charge: await chargeId() });
    control.setFaults({ error500Before: 1 });
    control.releaseWebhooks();
    await world.settle();
    expect(await alertsOf()).toMatchObject([{ code: 'payment_refunded', times: 1 }]);
  });

  it('of another product’s customer is nobody’s here', async () => {
    const stripe = stripeOf(world);
    const customer = await stripe.customers.create({ email: 'somebody@elsewhere.example' });
    const first = await stripe.subscriptions.retrieve(subscriptionOf(world).id);
    expect(first.customer).not.toBe(customer.id);
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    const items = [{ price: 'price_northstar_team' }];
    await stripe.subscriptions.create({ customer: customer.id, items, default_payment_method: method.id });
    const [charge] = (await stripe.charges.list({ customer: customer.id })).data;
    await stripe.refunds.create({ charge: charge?.id ?? '', amount: 100 });
    world.simulators.stripe.control.openDispute(charge?.id ?? '');
    await advanceDays(world, 1);
    expect(await alertsOf()).toEqual([]);
  });
});

describe('a dispute', () => {
  it('is alerted once with its portal, which the event does not name, and its end resolves that', async () => {
    const { control } = world.simulators.stripe;
    const before = await rowOf(world, PORTAL);
    const { id } = control.openDispute(await chargeId());
    await world.settle();
    await deliverAgain();
    expect(await alertsOf()).toMatchObject([
      { code: 'payment_disputed', portalId: String(PORTAL), times: 1, resolvedAt: null },
    ]);
    control.closeDispute(id, 'won');
    await world.settle();
    await deliverAgain();
    expect(await alertsOf()).toMatchObject([
      { code: 'payment_disputed', times: 1, resolvedAt: expect.any(Number) as number },
    ]);
    expect(await linesAbout('dispute')).toHaveLength(2);
    expect(await rowOf(world, PORTAL)).toEqual(before);
  });

  it('that is lost is alerted, and access stays for a person to judge', async () => {
    const { control } = world.simulators.stripe;
    control.closeDispute(control.openDispute(await chargeId()).id, 'lost');
    await world.settle();
    await advanceDays(world, 1);
    expect(await alertsOf()).toMatchObject([{ code: 'dispute_lost', times: 1, resolvedAt: null }]);
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
  });
});

describe('a customer deleted at Stripe', () => {
  it('ends the subscription, and what is still told of it finds the portal', async () => {
    const { customer } = await accountOf(world);
    const customerId = customer?.customerId ?? '';
    await stripeOf(world).customers.del(customerId);
    await world.settle();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'canceled' });
    const { store, scope } = world.app.engine;
    expect(await store.portalOf(scope, customerId)).toBe(String(PORTAL));
    expect(await accountOf(world)).toMatchObject({ customer: null, retiredCustomerIds: [customerId] });
  });
});
