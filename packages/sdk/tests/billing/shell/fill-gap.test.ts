import { describe, expect, it } from 'vitest';
import { fillGap } from '../../../src/billing/shell/fill-gap.js';
import { startCheckout } from '../../../src/billing/shell/start-checkout.js';
import { HOUR_MS, MINUTE_MS } from '../../../src/kernel/instant.js';
import { hsxErrorOf } from '../../hubspot/hsx-error-of.js';
import { CUSTOMER, install, KEY, openWorld, PAGE, rowOf, webhook, type World } from './world.js';

const fill = ({ engine, stores }: World) => fillGap(engine, stores.kv);

/** Installed, paid, and the webhook is lost; the gap-filler has run before. */
async function deafWorld(): Promise<World> {
  const world = await openWorld();
  await install(world);
  await fill(world);
  await startCheckout(world.engine, KEY, 'team');
  world.provider.pay(CUSTOMER, PAGE);
  const payload = { id: 'evt_lost', type: 'customer.subscription.created', customer: CUSTOMER };
  world.provider.undelivered.push(world.provider.decode(payload));
  world.clock.advance(10 * MINUTE_MS);
  return world;
}

describe('the gap-filler', () => {
  it('heals a portal whose webhook was lost, without a reconciliation', async () => {
    const world = await deafWorld();
    expect(await fill(world)).toBe(1);
    expect(await rowOf(world)).toMatchObject({ plan: 'team', status: 'active' });
    expect(world.provider.calls.filter((call) => call.startsWith('list'))).toEqual([]);
  });

  it('adds nothing that arrived by itself, and nothing twice', async () => {
    const world = await deafWorld();
    await webhook(world, { id: 'evt_lost' });
    expect([await fill(world), await fill(world)]).toEqual([0, 0]);
  });

  it('leaves out what is not about billing', async () => {
    const world = await deafWorld();
    const payload = { id: 'evt_other', type: 'other.thing', customer: CUSTOMER };
    world.provider.undelivered.push(world.provider.decode(payload));
    expect(await fill(world)).toBe(1);
  });

  it('reads from where it stopped, with an overlap, and the first time nothing', async () => {
    const world = await openWorld();
    const sinces: number[] = [];
    world.provider.undeliveredEvents = (since?: number) => {
      sinces.push(since ?? 0);
      return Promise.resolve([]);
    };
    await fill(world);
    const firstAt = world.clock.now();
    world.clock.advance(HOUR_MS);
    await fill(world);
    expect(sinces).toEqual([firstAt - 30 * MINUTE_MS]);
  });

  it('reads the same again after the provider was away', async () => {
    const world = await deafWorld();
    world.provider.isDown = true;
    expect((await hsxErrorOf(() => fill(world))).code).toBe('PROVIDER_UNAVAILABLE');
    world.provider.isDown = false;
    world.clock.advance(HOUR_MS);
    expect(await fill(world)).toBe(1);
  });
});
