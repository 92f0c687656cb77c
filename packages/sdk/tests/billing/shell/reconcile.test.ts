import { describe, expect, it } from 'vitest';
import { addsUp } from '../../../src/billing/reconcile/coverage.js';
import type { ReconcileReport } from '../../../src/billing/reconcile/reconcile-run.js';
import { lastReconcileReport, reconcile, type ReconcileWish } from '../../../src/billing/shell/reconcile.js';
import { HsxError } from '../../../src/kernel/hsx-error.js';
import { DAY_MS, MINUTE_MS } from '../../../src/kernel/instant.js';
import { buildCustomer, buildSubscription } from '../../../src/testing/index.js';
import { changeOf } from '../../../src/testing/store-wishes.js';
import { hsxErrorOf } from '../../hubspot/hsx-error-of.js';
import { customerIdOf, keyOf, subscriptionOf, versionsOf, worldOf } from './many-portals.js';
import { KEY, type World } from './world.js';

function run(world: World, more: Partial<ReconcileWish> = {}) {
  const { provider, stores } = world;
  return reconcile(world.engine, { provider, owner: 'one', checkpoints: stores.kv, ...more });
}

async function reportOf(world: World, more: Partial<ReconcileWish> = {}): Promise<ReconcileReport> {
  const result = await run(world, more);
  if (result.kind !== 'finished') throw new Error(`not finished but ${result.kind}`);
  return result.report;
}

const callsOf = ({ provider }: World, kind: string) =>
  provider.calls.filter((call) => call.startsWith(kind)).length;

/** Something about these portals changes at the provider, and nobody tells us. */
function drift({ provider }: World, indexes: readonly number[]): void {
  for (const index of indexes) {
    provider.setSubscriptions(customerIdOf(index), [subscriptionOf(index, { priceIds: ['price_scale'] })]);
  }
}

describe('reconciliation', () => {
  it('of 10,000 portals costs a hundred list calls and one observation per row that differs, and writes only those', async () => {
    const portals = 10_000;
    const world = await worldOf(portals);
    const drifted = Array.from({ length: 37 }, (_, index) => index * 263);
    drift(world, drifted);
    const before = await versionsOf(world, portals);
    const report = await reportOf(world);
    expect([callsOf(world, 'list'), callsOf(world, 'observe')]).toEqual([100, 37]);
    const after = await versionsOf(world, portals);
    const written = after.flatMap((version, index) => (version === before[index] ? [] : [index]));
    expect(written).toEqual(drifted);
    expect(report).toMatchObject({ listed: 10_000, unlisted: 0, matched: 9_963, healed: 37, unexplained: 0 });
    expect(addsUp(report)).toBe(true);
    expect(report.causes).toEqual({ differs: 37 });
    const { account } = await world.engine.store.load(keyOf(263));
    expect(account.entitlement).toMatchObject({ plan: 'scale', status: 'active' });
  });

  it('killed half-way goes on where it stopped, lists no page twice and loses nothing from the sum', async () => {
    const world = await worldOf(1_000);
    drift(world, [3, 997]);
    world.provider.beforeAnswer = (call) => {
      if (call === 'list sub_500') throw new Error('killed');
    };
    await expect(run(world)).rejects.toThrow('killed');
    world.provider.beforeAnswer = () => undefined;
    const listed = callsOf(world, 'list');
    world.clock.advance(3 * MINUTE_MS);
    const report = await reportOf(world, { owner: 'another process' });
    expect(callsOf(world, 'list') - listed).toBe(5);
    expect(report).toMatchObject({ listed: 1_000, matched: 998, healed: 2, unexplained: 0 });
    expect(callsOf(world, 'observe')).toBe(2);
  });

  it('does a few pages at a time for a process that has other things to do', async () => {
    const world = await worldOf(500);
    expect((await run(world, { maxSteps: 3 })).kind).toBe('paused');
    expect(callsOf(world, 'list')).toBe(3);
    expect(await reportOf(world)).toMatchObject({ listed: 500, matched: 500 });
    expect(callsOf(world, 'list')).toBe(5);
  });

  it('is left alone while another process is at it', async () => {
    const world = await worldOf(300);
    await run(world, { maxSteps: 1 });
    expect((await run(world, { owner: 'two' })).kind).toBe('busy');
    world.clock.advance(3 * MINUTE_MS);
    expect((await run(world, { owner: 'two', maxSteps: 1 })).kind).toBe('paused');
    expect((await run(world, { owner: 'one' })).kind).toBe('busy');
  });

  it('finds a subscription the provider has and we do not', async () => {
    const world = await worldOf(1);
    const key = { ...KEY, portalId: '77' };
    world.provider.setSubscriptions('cus_77', [buildSubscription({ subscriptionId: 'sub_77' })]);
    const customer = { customerId: 'cus_77', mappedAt: 1 };
    await world.engine.store.commit(changeOf(buildCustomer({ key, customer })));
    expect(await reportOf(world)).toMatchObject({ healed: 1, causes: { missingHere: 1 } });
    expect((await world.engine.store.read(key)).entitlement).toMatchObject({
      plan: 'team',
      status: 'active',
    });
  });

  it('observes a portal with two live subscriptions once, and not again every night', async () => {
    const world = await worldOf(2);
    const second = subscriptionOf(1, { subscriptionId: 'sub_second' });
    world.provider.setSubscriptions(customerIdOf(1), [second, subscriptionOf(1)]);
    expect(await reportOf(world)).toMatchObject({ listed: 3, matched: 2, healed: 1 });
    const before = await versionsOf(world, 2);
    world.clock.advance(DAY_MS);
    expect(await reportOf(world)).toMatchObject({ listed: 3, matched: 3, healed: 0 });
    expect([callsOf(world, 'observe'), await versionsOf(world, 2)]).toEqual([1, before]);
    world.provider.setSubscriptions(customerIdOf(1), [subscriptionOf(1)]);
    world.clock.advance(DAY_MS);
    expect(await reportOf(world)).toMatchObject({ listed: 2, unlisted: 1, healed: 1 });
  });

  it('finds a subscription of ours that the provider no longer has', async () => {
    const world = await worldOf(3);
    const ended = subscriptionOf(1, { status: 'canceled', endedAt: world.clock.now() });
    world.provider.setSubscriptions(customerIdOf(1), [ended]);
    const list = world.provider.list.bind(world.provider);
    world.provider.list = async (wish) => {
      const page = await list(wish);
      return { ...page, subscriptions: page.subscriptions.filter(({ status }) => status !== 'canceled') };
    };
    const report = await reportOf(world);
    expect(report).toMatchObject({ listed: 2, unlisted: 1, matched: 2, healed: 1 });
    expect(report.causes).toEqual({ missingThere: 1 });
    expect((await world.engine.store.read(keyOf(1))).entitlement).toMatchObject({ status: 'canceled' });
  });

  it('notes in the portal’s history that it drifted, and why', async () => {
    const world = await worldOf(2);
    drift(world, [1]);
    await reportOf(world);
    const journal = await world.engine.store.journal(keyOf(1), 10);
    expect(journal[0]).toMatchObject({ cause: 'reconciled', summary: expect.stringContaining('differed') });
    expect(await world.engine.store.journal(keyOf(0), 10)).toEqual([]);
  });

  it('counts other products’ customers apart, and asks a person about a subscription that bears our name tag', async () => {
    const world = await worldOf(1);
    const lost = buildSubscription({ subscriptionId: 'sub_lost' });
    world.provider.setSubscriptions('cus_other', [buildSubscription({ subscriptionId: 'sub_other' })]);
    world.provider.setSubscriptions('cus_lost', [lost]);
    world.provider.tags.set('sub_lost', { ...KEY, portalId: '99' });
    const report = await reportOf(world);
    expect(report).toMatchObject({ listed: 3, matched: 1, foreign: 1, unexplained: 1 });
    expect(addsUp(report)).toBe(true);
    const claim = { now: world.clock.now(), limit: 9, leaseMs: 1 };
    const effects = await world.engine.outbox.claim(world.engine.scope, claim);
    expect(effects.map(({ effect }) => effect.key)).toEqual(['reconcile:customerUnknown:sub_lost']);
  });

  it('leaves a portal that cannot be observed to the ticker, and says so', async () => {
    const world = await worldOf(3);
    drift(world, [1]);
    world.provider.beforeAnswer = (call) => {
      if (call.startsWith('observe')) throw new HsxError({ code: 'PROVIDER_UNAVAILABLE', message: 'Down.' });
    };
    const report = await reportOf(world);
    expect(report).toMatchObject({ matched: 2, unexplained: 1, causes: { observationFailed: 1 } });
    world.clock.advance(10 * MINUTE_MS);
    const due = await world.engine.store.due(world.engine.scope, { now: world.clock.now(), limit: 9 });
    expect(due).toEqual([keyOf(1)]);
  });

  it('keeps its place when the provider is away, and begins its listing again when the place is gone', async () => {
    const world = await worldOf(250);
    await run(world, { maxSteps: 1 });
    world.provider.isDown = true;
    expect((await hsxErrorOf(() => run(world))).code).toBe('PROVIDER_UNAVAILABLE');
    world.provider.isDown = false;
    world.provider.customers.delete(customerIdOf(150));
    const report = await reportOf(world);
    expect(report).toMatchObject({ listed: 249, unlisted: 1, matched: 249, healed: 1, unexplained: 0 });
  });

  it('keeps what the last one found, and nothing else', async () => {
    const world = await worldOf(3);
    const report = await reportOf(world);
    expect(await lastReconcileReport(world.engine, world.stores.kv)).toEqual(report);
    const wish = { prefix: 'hsx:reconcile:', after: null, limit: 9, now: world.clock.now() };
    const rows = await world.stores.kv.list(world.engine.scope, wish);
    expect(rows.map(({ key }) => key)).toEqual(['hsx:reconcile:last']);
  });
});
