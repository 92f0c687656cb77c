import fc from 'fast-check';
import { expect, it } from 'vitest';
import { observe } from '../../../src/billing/shell/observe.js';
import { tick } from '../../../src/billing/shell/tick.js';
import { transact } from '../../../src/billing/shell/transact.js';
import { MINUTE_MS } from '../../../src/kernel/instant.js';
import { buildSubscription } from '../../../src/testing/index.js';
import { install, KEY, openWorld, rowOf, webhook } from './world.js';

/** Truth number n at the provider: each differs from all others in when its period ends. */
const truth = (index: number) => [buildSubscription({ periodEndsAt: Date.UTC(2026, 11, 1) + index })];

async function openWorkers() {
  const world = await openWorld();
  const other = await openWorld({ before: world });
  await install(world);
  await transact(world.engine, KEY, () => ({ kind: 'checkoutWished', plan: 'team' }));
  await transact(world.engine, KEY, () => ({ kind: 'customerCreated', generation: 1, customerId: 'cus_1' }));
  world.provider.setSubscriptions('cus_1', truth(0));
  return { world, engines: { first: world.engine, second: other.engine }, all: [world, other] };
}

it('two workers never leave an older observation over a newer one, however their reads and commits interleave', async () => {
  const workers = fc.array(fc.constantFrom('first' as const, 'second' as const), {
    minLength: 2,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), workers, async (scheduler, asked) => {
      const { world, engines, all } = await openWorkers();
      const { provider } = world;
      provider.beforeAnswer = (call) => scheduler.schedule(Promise.resolve(), call);
      const work = asked.map(async (worker, index) => {
        await scheduler.schedule(Promise.resolve(), `truth ${index + 1}`);
        provider.setSubscriptions('cus_1', truth(index + 1));
        await observe(engines[worker], KEY);
      });
      await scheduler.waitFor(Promise.all(work));
      const latest = provider.customers.get('cus_1')?.subscriptions[0]?.periodEndsAt;
      const { account } = await world.engine.store.load(KEY);
      expect(account.subscription?.periodEndsAt).toBe(latest);
      for (const { stores } of all) stores.close();
    }),
    { numRuns: 50 },
  );
});

it('two workers close every event that arrives, and end with the newest state', async () => {
  const workers = fc.array(fc.constantFrom('first' as const, 'second' as const), {
    minLength: 2,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), workers, async (scheduler, asked) => {
      const { world, engines, all } = await openWorkers();
      const { provider, clock } = world;
      provider.beforeAnswer = (call) => scheduler.schedule(Promise.resolve(), call);
      const work = asked.map(async (worker, index) => {
        await scheduler.schedule(Promise.resolve(), `event ${index + 1}`);
        provider.setSubscriptions('cus_1', truth(index + 1));
        await webhook({ ...world, engine: engines[worker] }, { id: `evt_${index}`, customer: 'cus_1' });
      });
      await scheduler.waitFor(Promise.all(work));
      provider.beforeAnswer = () => undefined;
      clock.advance(2 * MINUTE_MS);
      await tick(world.engine);
      const { account, openEventIds } = await world.engine.store.load(KEY);
      const latest = provider.customers.get('cus_1')?.subscriptions[0]?.periodEndsAt;
      expect([account.subscription?.periodEndsAt, openEventIds]).toEqual([latest, []]);
      for (const { stores } of all) stores.close();
    }),
    { numRuns: 25 },
  );
});

it('a slow worker’s old observation is read again when a faster worker was first', async () => {
  const world = await openWorld();
  const slow = await openWorld({ before: world });
  await install(world);
  await transact(world.engine, KEY, () => ({ kind: 'checkoutWished', plan: 'team' }));
  await transact(world.engine, KEY, () => ({ kind: 'customerCreated', generation: 1, customerId: 'cus_1' }));
  world.provider.setSubscriptions('cus_1', [buildSubscription()]);
  world.provider.beforeAnswer = async () => {
    world.provider.beforeAnswer = () => undefined;
    world.provider.setSubscriptions('cus_1', [buildSubscription({ status: 'canceled' })]);
    await observe(world.engine, KEY);
  };
  await observe(slow.engine, KEY);
  expect((await rowOf(world))?.status).toBe('canceled');
});
