import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../src/kernel/instant.js';
import { createCustomerCommand, expireCheckoutCommand, openCheckoutCommand } from './builders.js';
import {
  CARD_DECLINED_LATER,
  startSimulatedStripe,
  WORKING_CARD,
  type SimulatedStripe,
} from './simulated-stripe.js';

let simulated: SimulatedStripe;

beforeEach(async () => {
  simulated = await startSimulatedStripe();
});

afterEach(() => simulated.close());

/** A customer who went through the hosted page. */
async function subscribed(wish: { trialDays?: number; card?: string } = {}): Promise<string> {
  const customerId = await simulated.createCustomer();
  const { checkoutId } = await simulated.openCheckout({ customerId, trialDays: wish.trialDays ?? 0 });
  simulated.pay(checkoutId, wish.card ?? WORKING_CARD);
  await simulated.simulators.settle();
  return customerId;
}

async function subscriptionOf(customerId: string) {
  const { subscriptions } = await simulated.provider.observe(customerId);
  expect(subscriptions).toHaveLength(1);
  return subscriptions[0]!;
}

const advanceDays = (days: number) => simulated.simulators.clock.advanceBy(days * DAY_MS);

describe("a subscription's life, as it is observed", () => {
  it('begins as a trial and becomes a paid one', async () => {
    const customerId = await subscribed({ trialDays: 14 });
    expect(await subscriptionOf(customerId)).toMatchObject({
      status: 'trialing',
      trialEndsAt: simulated.now() + 14 * DAY_MS,
      periodEndsAt: simulated.now() + 14 * DAY_MS,
      priceIds: ['price_team'],
    });
    await advanceDays(15);
    const paid = await subscriptionOf(customerId);
    expect(paid).toMatchObject({ status: 'active', latestInvoice: { isPaid: true, nextAttemptAt: null } });
    expect(paid.periodEndsAt).toBeGreaterThan(simulated.now() + 20 * DAY_MS);
  });

  it('falls past due when the card is declined, with the next attempt', async () => {
    const customerId = await subscribed({ trialDays: 7, card: CARD_DECLINED_LATER });
    await advanceDays(8);
    const { status, latestInvoice } = await subscriptionOf(customerId);
    expect(status).toBe('past_due');
    expect(latestInvoice).toMatchObject({ isPaid: false, attemptCount: 1 });
    expect(latestInvoice?.nextAttemptAt).toBeGreaterThan(simulated.now());
  });

  it('is canceled when no attempt succeeded', async () => {
    const customerId = await subscribed({ trialDays: 7, card: CARD_DECLINED_LATER });
    await advanceDays(40);
    const { status, endedAt, cancelAt } = await subscriptionOf(customerId);
    expect({ status, cancelAt }).toEqual({ status: 'canceled', cancelAt: null });
    expect(endedAt).toBeLessThan(simulated.now());
  });

  it('shows a scheduled cancellation, then the end', async () => {
    const customerId = await subscribed();
    const { subscriptionId, periodEndsAt } = await subscriptionOf(customerId);
    await simulated.stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true });
    expect(await subscriptionOf(customerId)).toMatchObject({
      status: 'active',
      cancelAt: periodEndsAt,
      endedAt: null,
    });
    await advanceDays(32);
    expect(await subscriptionOf(customerId)).toMatchObject({
      status: 'canceled',
      cancelAt: null,
      endedAt: periodEndsAt,
    });
  });

  it('stays in sight after an immediate cancellation', async () => {
    const customerId = await subscribed();
    const { subscriptionId } = await subscriptionOf(customerId);
    await simulated.stripe.subscriptions.cancel(subscriptionId);
    expect(await subscriptionOf(customerId)).toMatchObject({ status: 'canceled', endedAt: simulated.now() });
  });

  it('is gone with its customer', async () => {
    const customerId = await subscribed();
    await simulated.stripe.customers.del(customerId);
    expect(await simulated.provider.observe(customerId)).toMatchObject({
      isDeleted: true,
      subscriptions: [],
    });
  });

  it('has the same card fingerprint for one card in two portals', async () => {
    const first = await simulated.provider.observe(await subscribed());
    const customer = await simulated.provider.perform(
      createCustomerCommand({
        key: { app: 'acme-sync', mode: 'test', portalId: '99' },
        wishedAt: simulated.now(),
      }),
    );
    const customerId = (customer as { customerId: string }).customerId;
    const { checkoutId } = await simulated.openCheckout({ customerId, generation: 9 });
    simulated.pay(checkoutId);
    const second = await simulated.provider.observe(customerId);
    expect(second.customerId).not.toBe(first.customerId);
    expect(second.cardFingerprint).toBe(first.cardFingerprint);
  });
});

describe('writes, tried again', () => {
  const countOf = async (email: string) => (await simulated.stripe.customers.list({ email })).data.length;

  it('make one customer when it was made and the answer was a 500 all the same', async () => {
    const { control } = simulated.simulators.stripe;
    control.failRequests({
      count: 1,
      kind: 'server_error',
      phase: 'after',
      method: 'POST',
      pathPrefix: '/v1/customers',
    });
    const command = createCustomerCommand({ wishedAt: simulated.now() });
    expect(await simulated.provider.perform(command)).toMatchObject({ kind: 'customerCreated' });
    expect(await countOf(command.email)).toBe(1);
  });

  it('find the customer again a day later, when Stripe has forgotten the key', async () => {
    const command = createCustomerCommand({ wishedAt: simulated.now() });
    const first = await simulated.provider.perform(command);
    await advanceDays(2);
    expect(await simulated.provider.perform(command)).toEqual(first);
    expect(await countOf(command.email)).toBe(1);
  });

  it('open a new page a day later, since the first has expired by itself', async () => {
    const customerId = await simulated.createCustomer();
    const command = openCheckoutCommand({ customerId, wishedAt: simulated.now() });
    const first = await simulated.provider.perform(command);
    await advanceDays(2);
    const second = await simulated.provider.perform(command);
    expect(second).toMatchObject({ kind: 'checkoutOpened', generation: 2 });
    expect((second as { checkoutId: string }).checkoutId).not.toBe(
      (first as { checkoutId: string }).checkoutId,
    );
  });

  it('sit out a rate limit and lock contention', async () => {
    const { control } = simulated.simulators.stripe;
    control.failRequests({ count: 1, kind: 'rate_limited', phase: 'before' });
    control.failRequests({ count: 1, kind: 'lock_timeout', phase: 'before' });
    const outcome = await simulated.provider.perform(createCustomerCommand({ wishedAt: simulated.now() }));
    expect(outcome).toMatchObject({ kind: 'customerCreated' });
  });
});

describe('what Stripe refuses', () => {
  it('tells the operator which price is wrong', async () => {
    const customerId = await simulated.createCustomer();
    const command = openCheckoutCommand({ customerId, priceId: 'price_misspelt', wishedAt: simulated.now() });
    expect(await simulated.provider.perform(command)).toMatchObject({
      kind: 'intentRefused',
      generation: 2,
      reason: expect.stringContaining("No such price: 'price_misspelt'") as string,
    });
  });

  it('never closes a page that was paid on', async () => {
    const customerId = await simulated.createCustomer();
    const { checkoutId } = await simulated.openCheckout({ customerId });
    simulated.pay(checkoutId);
    const outcome = await simulated.provider.perform(expireCheckoutCommand(checkoutId));
    expect(outcome).toEqual({ kind: 'checkoutCompleted', checkoutId });
    expect(await subscriptionOf(customerId)).toMatchObject({ status: 'active' });
  });

  it('says that the key is wrong, and keeps the wish', async () => {
    const stranger = simulated.providerWith({ secretKey: 'sk_test_of_another_account' });
    await expect(stranger.perform(createCustomerCommand())).rejects.toMatchObject({
      code: 'PROVIDER_REFUSED',
    });
    await expect(stranger.observe('cus_1')).rejects.toMatchObject({ code: 'PROVIDER_REFUSED' });
  });
});
