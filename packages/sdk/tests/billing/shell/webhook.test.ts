import { describe, expect, it } from 'vitest';
import { observe } from '../../../src/billing/shell/observe.js';
import { startCheckout } from '../../../src/billing/shell/start-checkout.js';
import { tick } from '../../../src/billing/shell/tick.js';
import { hsxErrorOf } from '../../hubspot/hsx-error-of.js';
import { NOW } from '../given.js';
import { CUSTOMER, install, KEY, openWorld, PAGE, rowOf, webhook, type World } from './world.js';

/** Installed, checkout opened, paid at the provider; nobody has told us. */
async function paidWorld(): Promise<World> {
  const world = await openWorld();
  await install(world);
  await startCheckout(world.engine, KEY, 'team');
  world.provider.pay(CUSTOMER, PAGE);
  world.clock.advance(1_000);
  return world;
}

const successPage = ({ engine }: World) => observe(engine, KEY);
const paid = { id: 'evt_paid', type: 'checkout.session.completed' };
const STORM = Array.from({ length: 10 }, (_, index) => `evt_${index}`);

/** What tells us of the payment, one after the other or, in a list, at once. */
type Story = readonly ((world: World) => Promise<unknown>)[];
const hook = (world: World) => webhook(world, paid);

describe('a payment', () => {
  it.each<[string, Story]>([
    ['before the redirect', [hook, successPage]],
    ['after the redirect', [successPage, hook]],
    ['twice', [hook, hook, successPage]],
    ['at the same moment as the redirect', [(world) => Promise.all([hook(world), successPage(world)])]],
    ['never', [successPage]],
    ['in a storm of ten', [(world) => Promise.all(STORM.map((id) => webhook(world, { id })))]],
  ])('ends in the same row when its webhook arrives %s', async (_when, story) => {
    const world = await paidWorld();
    for (const happens of story) await happens(world);
    expect(await rowOf(world)).toEqual({
      plan: 'team',
      status: 'active',
      source: 'stripe',
      stripeCustomerId: CUSTOMER,
      subscriptionId: `sub_of_${PAGE}`,
      validUntil: Date.UTC(2026, 11, 4),
      adminEmail: 'ada@example.com',
      updatedAt: NOW + 1_000,
    });
    const { account, openEventIds } = await world.engine.store.load(KEY);
    expect([openEventIds, account.intents, account.checkout]).toEqual([[], [], null]);
  });
});

describe('a webhook', () => {
  it('that is forged is refused and nothing else happens', async () => {
    const world = await paidWorld();
    const error = await hsxErrorOf(() => webhook(world, { ...paid, isGenuine: false }));
    expect(error.code).toBe('SIGNATURE_INVALID');
    await tick(world.engine);
    expect(await webhook(world, paid)).toBe('stored');
  });

  it('is recognised the second time', async () => {
    const world = await paidWorld();
    expect([await webhook(world, paid), await webhook(world, paid)]).toEqual(['stored', 'duplicate']);
  });

  it('that cannot be stored is not acknowledged, so that it is sent again', async () => {
    const world = await paidWorld();
    world.stores.close();
    await expect(webhook(world, paid)).rejects.toThrow();
    expect(await webhook(await openWorld({ before: world }), paid)).toBe('stored');
  });

  it('is stored encrypted', async () => {
    const world = await openWorld();
    await webhook(world, { id: 'evt_1', type: 'other.thing', customer: 'cus_secret' }, { dies: true });
    await webhook(world, { id: 'evt_2', customer: 'cus_x' }, { dies: true });
    const [event] = await world.stores.inbox.claim(world.engine.scope, { now: NOW, limit: 1, leaseMs: 1 });
    expect(event?.sealedBody).toMatch(/^v1\./);
    expect(event?.sealedBody).not.toContain('cus_x');
  });

  it('of many in one batch costs one read of the customer', async () => {
    const world = await paidWorld();
    for (const id of ['a', 'b', 'c', 'd']) await webhook(world, { id }, { dies: true });
    const before = world.provider.calls.length;
    await tick(world.engine);
    const calls = world.provider.calls.slice(before);
    expect(calls.filter((call) => call.startsWith('observe')).length).toBeLessThanOrEqual(2);
    expect((await world.engine.store.load(KEY)).openEventIds).toEqual([]);
  });

  it('about a customer nobody knows waits until the customer is mapped', async () => {
    const world = await openWorld();
    world.provider.setSubscriptions(CUSTOMER, []);
    await webhook(world, { id: 'evt_early' });
    await webhook(world, { id: 'evt_other', customer: 'cus_of_another_product' });
    expect(world.provider.calls).toEqual([]);
    await install(world);
    await startCheckout(world.engine, KEY, 'team');
    world.provider.pay(CUSTOMER, PAGE);
    await tick(world.engine);
    expect(await rowOf(world)).toMatchObject({ plan: 'team', status: 'active' });
    expect(world.alerts).toEqual([]);
  });

  it('that is not about billing, or about no customer, is stored and calls nobody', async () => {
    const world = await paidWorld();
    const before = world.provider.calls.length;
    expect(await webhook(world, { id: 'evt_1', type: 'other.thing' })).toBe('stored');
    expect(await webhook(world, { id: 'evt_2', customer: null })).toBe('stored');
    expect(world.provider.calls.length).toBe(before);
  });
});
