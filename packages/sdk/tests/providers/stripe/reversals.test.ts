import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulatedStripe, type SimulatedStripe } from './simulated-stripe.js';

let simulated: SimulatedStripe;
let customerId: string;
let chargeId: string;

beforeEach(async () => {
  simulated = await startSimulatedStripe();
  customerId = await simulated.createCustomer();
  simulated.pay((await simulated.openCheckout({ customerId })).checkoutId);
  await simulated.simulators.settle();
  const [charge] = (await simulated.stripe.charges.list({ customer: customerId })).data;
  chargeId = charge!.id;
});

afterEach(() => simulated.close());

const { isReversal, read } = {
  isReversal: (type: string) => simulated.provider.reversals?.isReversal(type),
  read: (payload: unknown) => simulated.provider.reversals?.read(payload),
};

/** Every event of the type, newest first. */
async function eventsOf(type: string): Promise<readonly object[]> {
  return (await simulated.stripe.events.list({ type })).data;
}

const inUsd = (amountMinor: number) => ({ paymentId: chargeId, customerId, amountMinor, currency: 'usd' });

describe('refunds and disputes', () => {
  it('are told by these events, snapshot or thin, and by no others', () => {
    const types = ['charge.refunded', 'charge.dispute.created', 'charge.dispute.closed'];
    expect([...types, ...types.map((type) => `v1.${type}`)].every(isReversal)).toBe(true);
    expect(['refund.created', 'charge.succeeded', 'invoice.paid'].some(isReversal)).toBe(false);
  });

  it('in part and then in full are two refunds of one charge', async () => {
    await simulated.stripe.refunds.create({ charge: chargeId, amount: 1_000 });
    await simulated.stripe.refunds.create({ charge: chargeId });
    const [full, part] = await eventsOf('charge.refunded');
    expect(await read(part)).toEqual({
      kind: 'partlyRefunded',
      reversalId: `${chargeId}:1000`,
      ...inUsd(1_000),
    });
    expect(await read(full)).toEqual({ kind: 'refunded', reversalId: `${chargeId}:4900`, ...inUsd(4_900) });
  });

  it('of a thin notification are read', async () => {
    await simulated.stripe.refunds.create({ charge: chargeId });
    const thin = { object: 'v2.core.event', type: 'v1.charge.refunded', related_object: { id: chargeId } };
    expect(await read(thin)).toMatchObject({ kind: 'refunded', customerId });
  });

  it('find the customer a dispute does not name', async () => {
    simulated.simulators.stripe.control.openDispute(chargeId);
    const [opened] = await eventsOf('charge.dispute.created');
    expect(await read(opened)).toMatchObject({ kind: 'disputed', ...inUsd(4_900) });
  });

  it.each([
    ['won', 'disputeWon'],
    ['lost', 'disputeLost'],
  ] as const)('that were %s say so in every event, also in that of the opening', async (outcome, kind) => {
    const { control } = simulated.simulators.stripe;
    const { id } = control.openDispute(chargeId);
    control.closeDispute(id, outcome);
    for (const type of ['charge.dispute.created', 'charge.dispute.closed']) {
      const [event] = await eventsOf(type);
      expect(await read(event)).toMatchObject({ kind, reversalId: id, customerId });
    }
  });

  it('are none when the object is gone or not named', async () => {
    const gone = { object: 'event', type: 'charge.dispute.created', data: { object: { id: 'du_gone' } } };
    expect([await read(gone), await read({ type: 'charge.refunded' }), await read(null)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
