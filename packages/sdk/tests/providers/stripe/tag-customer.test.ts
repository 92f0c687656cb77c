import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../src/kernel/instant.js';
import { createCustomerCommand, KEY } from './builders.js';
import { startSimulatedStripe, type SimulatedStripe } from './simulated-stripe.js';

const NEW_KEY = { ...KEY, portalId: '7654321' };

let simulated: SimulatedStripe;

beforeEach(async () => {
  simulated = await startSimulatedStripe();
});

afterEach(() => simulated.close());

describe('a customer that moved to another portal', () => {
  it('carries that portal’s name, as its subscription does, and is not taken for the former portal’s own', async () => {
    const customerId = await simulated.createCustomer();
    const { checkoutId } = await simulated.openCheckout({ customerId });
    simulated.pay(checkoutId);
    await simulated.simulators.settle();
    const { subscriptions } = await simulated.provider.observe(customerId);
    const subscriptionId = subscriptions[0]?.subscriptionId ?? '';
    const command = { kind: 'tagCustomer', key: NEW_KEY, generation: 4, customerId, subscriptionId } as const;
    const perform = () => simulated.provider.perform(command);
    expect([await perform(), await perform()]).toEqual(
      [4, 4].map((generation) => ({ kind: 'customerTagged', generation })),
    );
    const objects = [
      await simulated.stripe.customers.retrieve(customerId),
      await simulated.stripe.subscriptions.retrieve(subscriptionId),
    ];
    for (const object of objects) expect(object).toMatchObject({ metadata: { hsx_portal: '7654321' } });
    const spentKey = { generation: 9, wishedAt: simulated.now() - 2 * DAY_MS };
    const again = await simulated.provider.perform(createCustomerCommand(spentKey));
    expect(again).toMatchObject({ kind: 'customerCreated' });
    expect(again).not.toMatchObject({ customerId });
  });

  it('that is gone has no name to change', async () => {
    const command = { kind: 'tagCustomer', key: NEW_KEY, generation: 4 } as const;
    const gone = { customerId: 'cus_nobody_made', subscriptionId: 'sub_nobody_made' };
    expect(await simulated.provider.perform({ ...command, ...gone })).toMatchObject({
      kind: 'customerTagged',
    });
  });
});
