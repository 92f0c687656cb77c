import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PaymentProvider } from '../../../src/billing/ports/payment-provider.js';
import { DAY_MS } from '../../../src/kernel/instant.js';
import type { ChangeCancellation } from '../../../src/providers/stripe/commands.js';
import { KEY } from './builders.js';
import { providerAt } from './provider-under-test.js';
import { errorOf, startScriptedStripe } from './scripted-stripe.js';
import { startSimulatedStripe, type SimulatedStripe } from './simulated-stripe.js';
import { openSlowDoor, type SlowDoor } from './slow-door.js';

let simulated: SimulatedStripe;
let door: SlowDoor;
let provider: PaymentProvider;
let subscriptionId: string;
let wishedAt: number;

beforeEach(async () => {
  simulated = await startSimulatedStripe();
  door = await openSlowDoor(simulated.simulators.stripe);
  provider = simulated.providerWith({ origin: door.origin });
  const customerId = await simulated.createCustomer();
  const { checkoutId } = await simulated.openCheckout({ customerId });
  simulated.pay(checkoutId);
  await simulated.simulators.settle();
  const [subscription] = (await simulated.provider.observe(customerId)).subscriptions;
  subscriptionId = subscription!.subscriptionId;
  wishedAt = simulated.now();
});

afterEach(async () => {
  await door.close();
  await simulated.close();
});

const wish = (kind: ChangeCancellation['kind'], generation: number, id = subscriptionId) =>
  provider.perform({ kind, key: KEY, generation, subscriptionId: id, wishedAt });
const schedule = (generation = 5) => wish('scheduleCancellation', generation);
const undo = (generation = 6) => wish('undoCancellation', generation);
const done = (generation: number, releasedScheduleId: string | null = null) => ({
  kind: 'cancellationChanged',
  generation,
  releasedScheduleId,
});

const subscription = () => simulated.stripe.subscriptions.retrieve(subscriptionId);
const isEnding = async () => (await subscription()).cancel_at !== null;

function failNextWrite(phase: 'before' | 'after'): void {
  simulated.simulators.stripe.control.failRequests({ kind: 'server_error', phase, method: 'POST', count: 1 });
}

/** The changes Stripe made for the wish of this generation. */
async function writesOf(generation: number) {
  const updates = await simulated.stripe.events.list({ type: 'customer.subscription.updated' });
  return updates.data.filter(({ request }) =>
    request?.idempotency_key?.includes(`Cancellation:${generation}:`),
  );
}

describe('changing a cancellation', () => {
  it('schedules the end with the paid period and takes it back, however often each is tried', async () => {
    for (let times = 0; times < 2; times++) expect(await schedule()).toEqual(done(5));
    expect(await isEnding()).toBe(true);
    for (let times = 0; times < 2; times++) expect(await undo()).toEqual(done(6));
    expect(await isEnding()).toBe(false);
  });

  it('is harmless when a slow try arrives after the opposite wish was carried out', async () => {
    door.isSlow = true;
    await expect(schedule()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(door.onTheirWay()).toBeGreaterThan(0);
    door.isSlow = false;
    await schedule();
    await undo();
    await door.arrive();
    expect(await isEnding()).toBe(false);
  });

  it('is harmless when a slow undoing arrives after the next uninstall', async () => {
    await schedule(5);
    door.isSlow = true;
    await expect(undo(6)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    door.isSlow = false;
    await undo(6);
    await schedule(7);
    await door.arrive();
    expect(await isEnding()).toBe(true);
  });

  it('looks before it acts again when the answer was a 500: what was done is not done under another key', async () => {
    failNextWrite('after');
    for (let times = 0; times < 3; times++) expect(await schedule()).toEqual(done(5));
    expect(await isEnding()).toBe(true);
    expect(await writesOf(5)).toHaveLength(1);
  });

  it('uses another key when a 500 was kept under the first and nothing was done', async () => {
    failNextWrite('before');
    expect(await schedule()).toEqual(done(5));
    expect(await isEnding()).toBe(true);
  });

  it('looks first a day later, when Stripe has forgotten the key', async () => {
    await schedule();
    await simulated.simulators.clock.advanceBy(2 * DAY_MS);
    expect(await schedule()).toEqual(done(5));
    expect(await writesOf(5)).toHaveLength(1);
  });

  it('has nothing to do for a subscription that is gone or has ended', async () => {
    expect(await wish('scheduleCancellation', 8, 'sub_nobody_made')).toEqual(done(8));
    await simulated.stripe.subscriptions.cancel(subscriptionId);
    expect(await schedule()).toEqual(done(5));
  });
});

describe('a schedule that the customer’s downgrade has attached', () => {
  const attach = () => simulated.stripe.subscriptionSchedules.create({ from_subscription: subscriptionId });

  it('is released before the end is scheduled, and named', async () => {
    const { id } = await attach();
    expect(await schedule()).toEqual(done(5, id));
    expect((await subscription()).schedule).toBeNull();
    expect(await isEnding()).toBe(true);
  });

  it('that was released before a crash does not keep the end from being scheduled', async () => {
    const { id } = await attach();
    await simulated.stripe.subscriptionSchedules.release(id);
    expect(await schedule()).toEqual(done(5));
    expect(await isEnding()).toBe(true);
  });

  it('is released once by two workers at the same wish', async () => {
    const { id } = await attach();
    expect(await Promise.all([schedule(), schedule()])).toContainEqual(done(5, id));
    const released = await simulated.stripe.events.list({ type: 'subscription_schedule.released' });
    expect(released.data).toHaveLength(1);
    expect(await isEnding()).toBe(true);
  });

  it('does not let a slow try land after the end was taken back', async () => {
    await attach();
    door.isSlow = true;
    await expect(schedule()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    door.isSlow = false;
    await schedule();
    await undo();
    await door.arrive();
    expect(await isEnding()).toBe(false);
  });

  it('stays where only our own end was to be taken back and there is none', async () => {
    const { id } = await attach();
    expect(await undo()).toEqual(done(6));
    expect((await subscription()).schedule).toBe(id);
  });

  it('that ends the subscription itself is not ours to take back', async () => {
    const { id } = await attach();
    await simulated.stripe.subscriptionSchedules.update(id, { end_behavior: 'cancel' });
    expect(await undo()).toMatchObject({ kind: 'intentRefused', generation: 6 });
    expect((await subscription()).schedule).toBe(id);
  });
});

describe('a refusal that Stripe keeps under the key', () => {
  it('is looked behind: a second key is used once nothing stands in the way', async () => {
    const free = { id: 'sub_1', object: 'subscription', status: 'active', schedule: null, cancel_at: null };
    const kept = { ...errorOf(400, {}), headers: { 'idempotent-replayed': 'true' } };
    const stripe = await startScriptedStripe({
      'POST /v1/subscriptions/sub_1': [kept, { body: { ...free, cancel_at: 1 } }],
      'GET /v1/subscriptions/sub_1': { body: free },
    });
    const scripted = providerAt(stripe.origin);
    const command = {
      kind: 'scheduleCancellation',
      key: KEY,
      generation: 5,
      subscriptionId: 'sub_1',
    } as const;
    expect(await scripted.perform({ ...command, wishedAt: Date.now() })).toEqual(done(5));
    const keys = stripe.seen
      .map(({ headers }) => headers['idempotency-key'])
      .filter((key) => key !== undefined);
    expect(keys[1]).toBe(`${String(keys[0])}:2`);
    await stripe.close();
  });
});
