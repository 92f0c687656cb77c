/** What an app may do at the control plane, over real HTTP: its own rows, one customer a portal, both writes or none. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ControlPlaneBilling } from '@hs-x/sdk/control-plane';
import { startControlPlaneWorld, type ControlPlaneWorld } from './control-plane-world.js';

const NOW = Date.UTC(2026, 10, 21, 9);
const TEAM = { plan: 'team', status: 'active', subscriptionId: 'sub_1' } as const;

let world: ControlPlaneWorld;
let billing: ControlPlaneBilling;
beforeEach(async () => {
  world = await startControlPlaneWorld();
  billing = await world.clientOf('crm-sync');
});
afterEach(() => world.close());

describe('billing.upsertMapping', () => {
  it('writes both directions and the row that every install begins with', async () => {
    const mapped = await billing.upsertMapping({
      portalId: 11,
      customerId: 'cus_a',
      adminEmail: 'ana@northstar.example',
    });
    const entitlement = {
      plan: 'free',
      status: 'trialing',
      source: 'none',
      stripeCustomerId: 'cus_a',
      adminEmail: 'ana@northstar.example',
      updatedAt: NOW,
    };
    expect(mapped).toEqual({ portalId: '11', customerId: 'cus_a', entitlement, retiredCustomerId: null });
    const found = { portalId: '11', customerId: 'cus_a', entitlement };
    expect(await billing.entitlement({ portalId: '11' })).toEqual(found);
    expect(await billing.entitlement({ customerId: 'cus_a' })).toEqual(found);
  });

  it('keeps plan and status of a portal that has them, and takes what the checkout said', async () => {
    await billing.upsertMapping({ portalId: '11', customerId: 'cus_a', subscription: TEAM });
    const again = await billing.upsertMapping({ portalId: '11', customerId: 'cus_a' });
    expect(again.entitlement).toMatchObject({ ...TEAM, source: 'stripe', stripeCustomerId: 'cus_a' });
  });

  it('refuses a customer of another portal and changes nothing, not even with ten at once', async () => {
    await billing.upsertMapping({ portalId: '11', customerId: 'cus_a', subscription: TEAM });
    const stolen = billing.upsertMapping({ portalId: '12', customerId: 'cus_a' });
    await expect(stolen).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('mapped to another portal than 12') as string,
    });
    expect(await billing.entitlement({ portalId: '12' })).toEqual({
      portalId: null,
      customerId: null,
      entitlement: null,
    });
    expect((await billing.entitlement({ portalId: '11' })).entitlement).toMatchObject(TEAM);
    const race = Array.from({ length: 10 }, (_, each) =>
      billing.upsertMapping({ portalId: String(20 + each), customerId: 'cus_race' }).then(
        ({ portalId }) => portalId,
        () => null,
      ),
    );
    const winners = (await Promise.all(race)).filter((portalId) => portalId !== null);
    expect(winners).toHaveLength(1);
    expect((await billing.entitlement({ customerId: 'cus_race' })).portalId).toBe(winners[0]);
  });

  it('retires the former customer of a portal, whose events still find it', async () => {
    await billing.upsertMapping({ portalId: '11', customerId: 'cus_a', subscription: TEAM });
    const next = await billing.upsertMapping({ portalId: '11', customerId: 'cus_b' });
    expect(next.retiredCustomerId).toBe('cus_a');
    expect(await billing.entitlement({ customerId: 'cus_a' })).toMatchObject({
      portalId: '11',
      customerId: 'cus_b',
    });
  });

  it('says what is wrong with a request, and writes nothing', async () => {
    const attempts = [
      { portalId: '0', customerId: 'cus_a' },
      { portalId: '11', customerId: '' },
      { portalId: '11', customerId: 'cus_a', subscription: { plan: 'team', status: 'paid' } },
    ];
    for (const attempt of attempts) {
      await expect(billing.upsertMapping(attempt as never)).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
      });
    }
    expect((await billing.entitlement({ portalId: '11' })).portalId).toBeNull();
  });
});

describe('billing.observe', () => {
  it('writes what was seen last, whatever order it comes in', async () => {
    await billing.upsertMapping({ portalId: '11', customerId: 'cus_a', subscription: TEAM });
    world.setClock(NOW + 60_000);
    const late = { customerId: 'cus_a', plan: 'team', status: 'past_due', observedAt: NOW + 50_000 } as const;
    const early = { customerId: 'cus_a', plan: 'team', status: 'active', observedAt: NOW + 40_000 } as const;
    expect(await billing.observe(late)).toMatchObject({ portalId: '11', isApplied: true });
    expect(await billing.observe(early)).toMatchObject({
      isApplied: false,
      entitlement: { status: 'past_due' },
    });
  });

  it('writes what was seen before the mapping was there: a mapping alone has seen nothing', async () => {
    await billing.upsertMapping({ portalId: '11', customerId: 'cus_a' });
    const seen = { customerId: 'cus_a', plan: 'team', status: 'active', observedAt: NOW - 2_000 } as const;
    expect(await billing.observe(seen)).toMatchObject({ isApplied: true, entitlement: { status: 'active' } });
    await billing.upsertMapping({ portalId: '11', customerId: 'cus_a' });
    expect(await billing.entitlement({ portalId: '11' })).toMatchObject({
      entitlement: { plan: 'team', status: 'active', updatedAt: NOW - 2_000 },
    });
  });

  it('is not undone by the mapping that is told again, when that says what it had seen', async () => {
    const subscription = { ...TEAM, observedAt: NOW };
    await billing.upsertMapping({ portalId: '11', customerId: 'cus_a', subscription });
    world.setClock(NOW + 60_000);
    await billing.observe({
      customerId: 'cus_a',
      plan: 'team',
      status: 'canceled',
      observedAt: NOW + 50_000,
    });
    await billing.upsertMapping({ portalId: '11', customerId: 'cus_a', subscription });
    expect(await billing.entitlement({ portalId: '11' })).toMatchObject({
      entitlement: { status: 'canceled' },
    });
  });

  it('of a former customer changes nothing of the present one’s row', async () => {
    await billing.upsertMapping({ portalId: '11', customerId: 'cus_a', subscription: TEAM });
    await billing.upsertMapping({ portalId: '11', customerId: 'cus_b', subscription: TEAM });
    world.setClock(NOW + 60_000);
    const former = {
      customerId: 'cus_a',
      plan: 'team',
      status: 'canceled',
      observedAt: NOW + 50_000,
    } as const;
    expect(await billing.observe(former)).toMatchObject({ isApplied: false });
    expect(await billing.entitlement({ portalId: '11' })).toMatchObject({
      customerId: 'cus_b',
      entitlement: { status: 'active', stripeCustomerId: 'cus_b' },
    });
  });

  it('refuses a customer nobody has mapped, and an instant that is ahead', async () => {
    const seen = { customerId: 'cus_x', plan: 'team', status: 'active', observedAt: NOW } as const;
    await expect(billing.observe(seen)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(billing.observe({ ...seen, observedAt: NOW + 600_000 })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
  });
});

it('two apps, and the two modes of one app, never see each other’s rows', async () => {
  await billing.upsertMapping({ portalId: '11', customerId: 'cus_a', subscription: TEAM });
  for (const other of [await world.clientOf('insights'), await world.clientOf('crm-sync', 'test')]) {
    expect((await other.entitlement({ portalId: '11' })).portalId).toBeNull();
    expect((await other.entitlement({ customerId: 'cus_a' })).portalId).toBeNull();
    await other.upsertMapping({ portalId: '12', customerId: 'cus_a' });
  }
  expect((await billing.entitlement({ customerId: 'cus_a' })).portalId).toBe('11');
});
