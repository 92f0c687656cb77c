import { describe, expect, it } from 'vitest';
import type { BillingStore } from '../../../src/billing/ports/billing-store.js';
import { observe } from '../../../src/billing/shell/observe.js';
import { startCheckout } from '../../../src/billing/shell/start-checkout.js';
import { tick } from '../../../src/billing/shell/tick.js';
import { MINUTE_MS } from '../../../src/kernel/instant.js';
import { NOW } from '../given.js';
import { CUSTOMER, install, KEY, openWorld, PAGE, rowOf, webhook, type World } from './world.js';

const DIED = new Error('the process died');

/** The process dies at its commit number `at`, before anything of it is written. */
function dyingAt(store: BillingStore, at: number): BillingStore {
  let commits = 0;
  return {
    ...store,
    commit(change) {
      commits += 1;
      return commits === at ? Promise.reject(DIED) : store.commit(change);
    },
  };
}

async function dyingWorld(before: World, at: number): Promise<World> {
  const world = await openWorld({ before });
  return { ...world, engine: { ...world.engine, store: dyingAt(world.engine.store, at) } };
}

/** The process starts again: claims of the dead one are given back. */
async function restart(before: World): Promise<World> {
  const world = await openWorld({ before });
  await world.stores.inbox.release(world.engine.scope);
  await world.stores.outbox.release(world.engine.scope);
  return world;
}

describe('a crash between storing a webhook and committing its decision', () => {
  it('loses nothing: after a restart the row is right without the provider sending again', async () => {
    const world = await openWorld();
    await install(world);
    await startCheckout(world.engine, KEY, 'team');
    world.provider.pay(CUSTOMER, PAGE);
    await webhook(world, { id: 'evt_1' }, { dies: true });
    expect((await rowOf(world))?.plan).toBe('free');
    await tick((await restart(world)).engine);
    expect(await rowOf(world)).toMatchObject({ plan: 'team', status: 'active' });
  });

  it('loses nothing when the commit itself never happened', async () => {
    const world = await openWorld();
    await install(world);
    await startCheckout(world.engine, KEY, 'team');
    world.provider.pay(CUSTOMER, PAGE);
    const dying = await dyingWorld(world, 1);
    await webhook(dying, { id: 'evt_1' });
    expect((await world.engine.store.load(KEY)).openEventIds).toEqual(['evt_1']);
    const next = await restart(world);
    next.clock.advance(MINUTE_MS);
    await tick(next.engine);
    expect(await rowOf(next)).toMatchObject({ plan: 'team', status: 'active' });
    expect((await next.engine.store.load(KEY)).openEventIds).toEqual([]);
  });
});

describe('a crash on the way to a checkout page', () => {
  // Commit 1: the wish; 2: the created customer; 3: the opened page.
  it.each([1, 2, 3])(
    'at commit %s ends with one customer and one page after the person clicks again',
    async (at) => {
      const world = await openWorld();
      await install(world);
      const dying = await dyingWorld(world, at);
      await expect(startCheckout(dying.engine, KEY, 'team')).rejects.toThrow(DIED);
      const start = await startCheckout((await restart(world)).engine, KEY, 'team');
      expect(start).toEqual({ kind: 'checkout', url: `https://pay.example/${PAGE}` });
      expect([...world.provider.customers.keys()]).toEqual([CUSTOMER]);
      expect([...world.provider.pages]).toEqual([[PAGE, 'open']]);
    },
  );

  it.each([2, 3])('at commit %s is finished by the ticker when nobody clicks again', async (at) => {
    const world = await openWorld();
    await install(world);
    const dying = await dyingWorld(world, at);
    await expect(startCheckout(dying.engine, KEY, 'team')).rejects.toThrow(DIED);
    const next = await restart(world);
    await tick(next.engine);
    const { account } = await next.engine.store.load(KEY);
    expect(account).toMatchObject({
      customer: { customerId: CUSTOMER },
      checkout: { checkoutId: PAGE },
      intents: [],
    });
    expect([...world.provider.customers.keys()]).toEqual([CUSTOMER]);
  });
});

describe('a crash between delivering an effect and noting it', () => {
  it('tries the effect again under the same key', async () => {
    const world = await openWorld();
    const mail = {
      kind: 'sendEmail',
      key: 'trial:day-3',
      template: 'trial',
      to: 'ada@example.com',
      data: {},
    } as const;
    await world.stores.outbox.add(world.engine.scope, { portalId: KEY.portalId, effect: mail, now: NOW });
    const outbox = { ...world.stores.outbox, settle: () => Promise.reject(DIED) };
    await expect(tick({ ...world.engine, outbox })).rejects.toThrow(DIED);
    await tick((await restart(world)).engine);
    expect(world.mails.map((each) => each.key)).toEqual(['trial:day-3', 'trial:day-3']);
    await tick(world.engine);
    expect(world.mails.length).toBe(2);
  });
});

describe('an event that arrives while the provider is being read', () => {
  it('causes another read: what it announces may be younger than what was read', async () => {
    const world = await openWorld();
    await install(world);
    await startCheckout(world.engine, KEY, 'team');
    world.provider.beforeAnswer = async (call) => {
      if (!call.startsWith('observe')) return;
      world.provider.beforeAnswer = () => undefined;
      world.provider.pay(CUSTOMER, PAGE);
      await webhook(world, { id: 'evt_late' }, { dies: true });
    };
    await observe(world.engine, KEY);
    expect((await rowOf(world))?.plan).toBe('free');
    expect((await world.engine.store.load(KEY)).openEventIds).toEqual(['evt_late']);
    await tick(world.engine);
    expect((await rowOf(world))?.plan).toBe('team');
  });
});
