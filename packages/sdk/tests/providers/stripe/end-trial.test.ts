import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../src/kernel/instant.js';
import type { EndTrial } from '../../../src/providers/stripe/commands.js';
import { KEY } from './builders.js';
import { startSimulatedStripe, type SimulatedStripe } from './simulated-stripe.js';

let simulated: SimulatedStripe;

beforeEach(async () => {
  simulated = await startSimulatedStripe();
});

afterEach(() => simulated.close());

async function subscribe(trialDays: number): Promise<{ customerId: string; subscriptionId: string }> {
  const customerId = await simulated.createCustomer();
  const { checkoutId } = await simulated.openCheckout({ customerId, trialDays });
  simulated.pay(checkoutId);
  await simulated.simulators.settle();
  return { customerId, subscriptionId: (await subscriptionOf(customerId)).subscriptionId };
}

async function subscriptionOf(customerId: string) {
  const [subscription] = (await simulated.provider.observe(customerId)).subscriptions;
  if (!subscription) throw new Error('the customer has no subscription');
  return subscription;
}

function endTrial(subscriptionId: string, generation = 5) {
  const command: EndTrial = { kind: 'endTrial', key: KEY, generation, subscriptionId };
  return simulated.provider.perform(command);
}

async function invoiceCountOf(customerId: string): Promise<number> {
  return (await simulated.stripe.invoices.list({ customer: customerId })).data.length;
}

describe('ending a trial', () => {
  it('begins the first paid period at once, once however often it is tried', async () => {
    const { customerId, subscriptionId } = await subscribe(14);
    const before = await invoiceCountOf(customerId);
    for (const generation of [5, 5, 6]) {
      expect(await endTrial(subscriptionId, generation)).toEqual({ kind: 'trialEndedEarly', generation });
    }
    expect(await subscriptionOf(customerId)).toMatchObject({
      status: 'active',
      trialEndsAt: simulated.now(),
    });
    expect(await invoiceCountOf(customerId)).toBe(before + 1);
  });

  it('leaves a subscription alone that is paid already', async () => {
    const { customerId, subscriptionId } = await subscribe(0);
    await simulated.simulators.clock.advanceBy(5 * DAY_MS);
    const before = await subscriptionOf(customerId);
    expect(await endTrial(subscriptionId)).toMatchObject({ kind: 'trialEndedEarly' });
    expect(await subscriptionOf(customerId)).toEqual(before);
  });

  it('charges nobody who has canceled in the meantime', async () => {
    const { customerId, subscriptionId } = await subscribe(14);
    await simulated.stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true });
    expect(await endTrial(subscriptionId)).toMatchObject({ kind: 'trialEndedEarly' });
    expect((await subscriptionOf(customerId)).status).toBe('trialing');
  });

  it('has nothing to do for a subscription that is gone', async () => {
    expect(await endTrial('sub_nobody_made')).toEqual({ kind: 'trialEndedEarly', generation: 5 });
  });
});
