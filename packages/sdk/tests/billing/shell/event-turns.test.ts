/** What one process promises of the webhooks it works off, whichever runs they come in. */
import { describe, expect, it, vi } from 'vitest';
import type { BillingEngine } from '../../../src/billing/billing-engine.js';
import type { PaymentProvider } from '../../../src/billing/ports/payment-provider.js';
import { observe } from '../../../src/billing/shell/observe.js';
import { startCheckout } from '../../../src/billing/shell/start-checkout.js';
import { EVENT_LANES } from '../../../src/billing/shell/process-events.js';
import { tick } from '../../../src/billing/shell/tick.js';
import { createCoalescer } from '../../../src/kernel/coalesce.js';
import { MINUTE_MS } from '../../../src/kernel/instant.js';
import { createTurns } from '../../../src/kernel/turns.js';
import { buildAccount } from '../../../src/testing/index.js';
import { changeOf } from '../../../src/testing/store-wishes.js';
import { CUSTOMER, install, KEY, openWorld, PAGE, rowOf, webhook, type World } from './world.js';

/** Time in which something that must not happen would happen. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 60));
const until = (isSo: () => boolean) => vi.waitUntil(isSo, { timeout: 10_000, interval: 2 });

/** The author’s handlers, which end when they are told to; what they saw. */
function openHandlers() {
  const seen: string[] = [];
  const ends = new Map<string, () => void>();
  const eventHandlers: BillingEngine['eventHandlers'] = (_payload, { eventId }) => {
    seen.push(eventId);
    return new Promise((resolve) => ends.set(eventId, () => resolve(undefined)));
  };
  return { seen, eventHandlers, end: (eventId: string) => ends.get(eventId)?.() };
}

async function worldOf(eventHandlers: BillingEngine['eventHandlers']): Promise<World> {
  const world = await openWorld({ engine: { hasEventHandlers: true, eventHandlers } });
  await install(world);
  return world;
}

describe('the author’s handlers', () => {
  it('see a customer’s events one after the other, in order, though each webhook starts a run of its own', async () => {
    const { seen, eventHandlers, end } = openHandlers();
    const world = await worldOf(eventHandlers);
    const ids = ['evt_1', 'evt_2', 'evt_3'];
    const sent: Promise<string>[] = [];
    for (const id of ids) {
      sent.push(webhook(world, { id, type: 'other.thing' }));
      await until(() => seen.length > 0);
      await quiet();
      expect(seen).toEqual(['evt_1']);
    }
    for (const [at, id] of ids.entries()) {
      await until(() => seen.length === at + 1);
      end(id);
    }
    await Promise.all(sent);
    expect(seen).toEqual(ids);
  });

  it('that hang hold up no event of another customer, of no customer, and no observation', async () => {
    const { seen, eventHandlers, end } = openHandlers();
    const world = await worldOf(eventHandlers);
    await startCheckout(world.engine, KEY, 'team');
    const hanging = webhook(world, { id: 'evt_1', type: 'other.thing' });
    await until(() => seen.length === 1);
    world.provider.pay(CUSTOMER, PAGE);
    const others = [
      webhook(world, { id: 'evt_paid' }),
      webhook(world, { id: 'evt_2', type: 'other.thing', customer: 'cus_2' }),
      webhook(world, { id: 'evt_3', type: 'other.thing', customer: null }),
      webhook(world, { id: 'evt_4', type: 'other.thing', customer: null }),
    ];
    await vi.waitFor(async () => expect(await rowOf(world)).toMatchObject({ plan: 'team' }), 10_000);
    await until(() => seen.length === 4);
    expect(seen.toSorted()).toEqual(['evt_1', 'evt_2', 'evt_3', 'evt_4']);
    for (const id of seen) end(id);
    await until(() => seen.at(-1) === 'evt_paid');
    end('evt_paid');
    await Promise.all([hanging, ...others]);
  });
});

describe('reads at the provider', () => {
  /** Portals with a customer each, and a provider that answers nobody until the gate is open. */
  async function manyCustomers(count: number) {
    const world = await openWorld();
    const { provider } = world;
    const reads = { now: 0, most: 0, all: 0 };
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const observe: PaymentProvider['observe'] = async (customerId) => {
      reads.all += 1;
      reads.now += 1;
      reads.most = Math.max(reads.most, reads.now);
      await gate;
      await new Promise((resolve) => setTimeout(resolve, 1));
      reads.now -= 1;
      return provider.observe(customerId);
    };
    const slow = Object.create(provider, { observe: { value: observe } }) as PaymentProvider;
    const customers = Array.from({ length: count }, (_unused, at) => `cus_${at}`);
    for (const [at, customerId] of customers.entries()) {
      const key = { ...KEY, portalId: `${7_000 + at}` };
      const account = buildAccount({ key, customer: { customerId, mappedAt: 0 } });
      await world.engine.store.commit(changeOf(account));
      provider.setSubscriptions(customerId, []);
    }
    const engine = { ...world.engine, provider: slow };
    return { world: { ...world, engine }, customers, reads, open, provider };
  }

  it('are no more at the same time than there are lanes, in all runs together, the ticker’s too', async () => {
    const { world, customers, reads, open } = await manyCustomers(EVENT_LANES + 3);
    await webhook(world, { id: 'evt_before', customer: customers[0] ?? '' }, { dies: true });
    const sent = customers.slice(1).map((customer) => webhook(world, { id: `evt_of_${customer}`, customer }));
    const ticked = tick(world.engine);
    await until(() => reads.now === EVENT_LANES);
    await quiet();
    open();
    await Promise.all([...sent, ticked]);
    expect([reads.most, reads.all >= customers.length]).toEqual([EVENT_LANES, true]);
  });

  it('answer for all events of a customer that came before: a storm costs two of them', async () => {
    const { world, reads, open } = await manyCustomers(1);
    const storm = Array.from({ length: 10 }, (_unused, at) =>
      webhook(world, { id: `evt_${at}`, customer: 'cus_0' }),
    );
    await vi.waitFor(async () => {
      const { openEventIds } = await world.engine.store.load({ ...KEY, portalId: '7000' });
      expect(openEventIds.length).toBe(storm.length);
    }, 10_000);
    open();
    await Promise.all(storm);
    expect(reads.all).toBeLessThanOrEqual(2);
  });

  it('of events that waited until their lease was over are not made: another process has worked them off', async () => {
    const { world, customers, reads, open, provider } = await manyCustomers(6 * EVENT_LANES);
    const sent = customers.map((customer) => webhook(world, { id: `evt_of_${customer}`, customer }));
    await until(() => reads.now === EVENT_LANES);
    await vi.waitFor(async () => {
      const portals = customers.map((_customer, at) => ({ ...KEY, portalId: `${7_000 + at}` }));
      const accounts = await Promise.all(portals.map((key) => world.engine.store.load(key)));
      expect(accounts.every(({ openEventIds }) => openEventIds.length === 1)).toBe(true); // all of them are stored
    }, 10_000);
    world.clock.advance(MINUTE_MS);
    const alone = { coalescer: createCoalescer(), eventTurns: createTurns(EVENT_LANES) };
    await tick({ ...world.engine, ...alone, provider });
    open();
    await Promise.all(sent);
    expect(reads.all).toBeLessThanOrEqual(2 * EVENT_LANES); // those under way, and once more after their conflict
  });

  it('for a buyer’s page wait for no webhook of the buyer’s that has not had its turn', async () => {
    const { world, customers, reads, open } = await manyCustomers(EVENT_LANES + 1);
    const sent = customers.map((customer) => webhook(world, { id: `evt_of_${customer}`, customer }));
    await until(() => reads.now === EVENT_LANES);
    const portals = customers.map((_customer, at) => ({ ...KEY, portalId: `${7_000 + at}` }));
    const pages = portals.map((key) => observe(world.engine, key)); // all but one are read just now
    await until(() => reads.now === EVENT_LANES + 1);
    open();
    await Promise.all([...sent, ...pages]);
  });
});

it('handlers of so many customers run at the same time, and no more', async () => {
  const running = { now: 0, most: 0 };
  const world = await worldOf(async () => {
    running.most = Math.max(running.most, (running.now += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    running.now -= 1;
    return undefined;
  });
  const sent = Array.from({ length: 5 * EVENT_LANES }, (_unused, at) =>
    webhook(world, { id: `evt_${at}`, type: 'other.thing', customer: `cus_${at}` }),
  );
  await Promise.all(sent);
  expect(running.most).toBeLessThanOrEqual(2 * EVENT_LANES);
  expect(running.most).toBeGreaterThan(EVENT_LANES);
});
