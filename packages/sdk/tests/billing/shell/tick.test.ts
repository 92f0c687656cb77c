import { describe, expect, it } from 'vitest';
import type { ObservedSubscription } from '../../../src/billing/observation.js';
import { observe } from '../../../src/billing/shell/observe.js';
import { startCheckout } from '../../../src/billing/shell/start-checkout.js';
import { tick } from '../../../src/billing/shell/tick.js';
import { transact } from '../../../src/billing/shell/transact.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/kernel/instant.js';
import { buildGrant, buildSubscription } from '../../../src/testing/index.js';
import { NOW } from '../given.js';
import { CUSTOMER, install, KEY, openWorld, PAGE, rowOf, webhook, type World } from './world.js';

async function payingWorld(more: Partial<ObservedSubscription> = {}): Promise<World> {
  const world = await openWorld();
  await install(world);
  await startCheckout(world.engine, KEY, 'team');
  world.provider.pay(CUSTOMER, PAGE, more);
  await observe(world.engine, KEY);
  return world;
}

async function reads({ provider }: World, work: () => Promise<unknown>): Promise<number> {
  const before = provider.calls.filter((call) => call.startsWith('observe')).length;
  await work();
  return provider.calls.filter((call) => call.startsWith('observe')).length - before;
}

describe('the ticker', () => {
  it('calls no provider while nothing is due', async () => {
    const world = await payingWorld();
    expect(await reads(world, () => tick(world.engine))).toBe(0);
    world.clock.advance(DAY_MS);
    expect(await tick(world.engine)).toEqual({ events: 0, accounts: 0, effects: 0 });
  });

  it('observes a lost renewal a day before the row goes stale', async () => {
    const world = await payingWorld();
    world.provider.setSubscriptions(CUSTOMER, [buildSubscription({ periodEndsAt: Date.UTC(2027, 0, 1) })]);
    world.clock.set(Date.UTC(2026, 11, 3) + MINUTE_MS);
    await tick(world.engine);
    expect((await rowOf(world))?.validUntil).toBe(Date.UTC(2027, 0, 4));
  });

  it('observes the end of a trial that no webhook told of', async () => {
    const trialEndsAt = NOW + 14 * DAY_MS;
    const world = await payingWorld({ status: 'trialing', trialEndsAt });
    world.provider.setSubscriptions(CUSTOMER, [buildSubscription({ status: 'past_due', trialEndsAt })]);
    world.clock.set(trialEndsAt + MINUTE_MS);
    await tick(world.engine);
    expect((await rowOf(world))?.status).toBe('past_due');
  });

  it('ends a grant at its instant, without asking anybody', async () => {
    const world = await openWorld();
    await install(world);
    const grant = buildGrant({ until: NOW + DAY_MS });
    await transact(world.engine, KEY, () => ({ kind: 'grantGiven', grant }));
    world.clock.advance(DAY_MS);
    await tick(world.engine);
    expect(await rowOf(world)).toMatchObject({ plan: 'free', source: 'none' });
    expect(world.provider.calls).toEqual([]);
  });

  it('forgets a page that ran out', async () => {
    const world = await openWorld();
    await install(world);
    await startCheckout(world.engine, KEY, 'team');
    world.clock.advance(DAY_MS);
    await tick(world.engine);
    expect((await world.engine.store.load(KEY)).account).toMatchObject({
      checkout: null,
      trial: null,
      dueAt: null,
    });
  });

  it('asks a provider that is down again in an hour, not at every tick', async () => {
    const world = await payingWorld();
    world.clock.set(Date.UTC(2026, 11, 3) + MINUTE_MS);
    world.provider.isDown = true;
    await tick(world.engine);
    world.provider.isDown = false;
    world.clock.advance(MINUTE_MS);
    expect(await reads(world, () => tick(world.engine))).toBe(0);
    world.clock.advance(HOUR_MS);
    expect(await reads(world, () => tick(world.engine))).toBe(1);
  });

  it('observes a portal that pays even while a write at the provider never succeeds', async () => {
    const world = await payingWorld();
    await transact(world.engine, KEY, () => ({
      kind: 'checkoutOpened',
      generation: 99,
      checkoutId: 'cs_x',
      url: 'u',
      expiresAt: 1,
    }));
    const perform = world.provider.perform.bind(world.provider);
    world.provider.perform = () => Promise.reject(new Error('a fault in the adapter'));
    world.provider.setSubscriptions(CUSTOMER, [buildSubscription({ periodEndsAt: Date.UTC(2027, 0, 1) })]);
    world.clock.set(Date.UTC(2026, 11, 3) + MINUTE_MS);
    await tick(world.engine);
    expect((await rowOf(world))?.validUntil).toBe(Date.UTC(2027, 0, 4));
    world.provider.perform = perform;
    world.clock.advance(HOUR_MS);
    await tick(world.engine);
    expect((await world.engine.store.load(KEY)).account.intents).toEqual([]);
  });

  it('leaves no account due that it cannot help, so that none keeps the others from their turn', async () => {
    const world = await openWorld();
    await install(world);
    await transact(world.engine, KEY, () => ({ kind: 'checkoutWished', plan: 'team' }));
    const withoutProvider = { ...world.engine, provider: null };
    await tick(withoutProvider);
    expect(await world.engine.store.due(world.engine.scope, { now: world.clock.now(), limit: 1 })).toEqual(
      [],
    );
    expect((await world.engine.store.load(KEY)).account.intents.length).toBe(2);
  });

  it('gives every due account its turn, however many', async () => {
    const world = await openWorld();
    const until = NOW + 1;
    for (let portal = 1; portal <= 120; portal++) {
      const key = { ...KEY, portalId: String(portal) };
      await transact(world.engine, key, () => ({ kind: 'grantGiven', grant: buildGrant({ until }) }));
    }
    world.clock.advance(1);
    expect((await tick(world.engine)).accounts).toBe(120);
    expect((await tick(world.engine)).accounts).toBe(0);
  });

  it('drops stored bodies after 30 days', async () => {
    const world = await payingWorld();
    await webhook(world, { id: 'evt_1', customer: 'cus_of_another_product' });
    world.clock.advance(30 * DAY_MS + 1);
    await tick(world.engine);
    const executor = (await import('better-sqlite3')).default;
    const database = new executor(world.file, { readonly: true });
    expect(
      database.prepare('SELECT count(*) AS kept FROM inbox WHERE sealed_body IS NOT NULL').get(),
    ).toEqual({ kept: 0 });
    database.close();
  });
});
