import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, DECLINED_CARD, pay } from '../support/visitor.js';

const PORTAL = 51200417;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const rowOf = (portalId: number) =>
  world.app.engine.store.entitlement({ ...world.app.engine.scope, portalId: String(portalId) });
const canEdit = async (portalId: number) => {
  const { json } = await world.simulators.hubspot.control.callFunction({
    portalId,
    name: 'hasFeature',
    input: { feature: 'card.edit' },
  });
  return json;
};

describe('install → consent → pay → webhook → entitled', () => {
  it('entitles the portal to the plan it paid for', async () => {
    const installed = await createVisitor(world).install(PORTAL);
    expect(installed.status).toBe(302);
    expect(installed.location).toContain('/c/pay/');
    expect(await rowOf(PORTAL)).toMatchObject({ plan: 'free', status: 'trialing', source: 'none' });

    expect(pay(world, installed.location ?? '')).toMatchObject({ kind: 'completed' });
    await world.settle();

    expect(await rowOf(PORTAL)).toMatchObject({ plan: 'team', status: 'trialing', source: 'stripe' });
    expect(await canEdit(PORTAL)).toEqual({ ok: true, result: true });
  });

  it('leaves the portal on the free plan when the card is declined', async () => {
    const { location } = await createVisitor(world).install(PORTAL);
    expect(pay(world, location ?? '', DECLINED_CARD)).toMatchObject({ kind: 'refused' });
    await world.settle();
    expect(await rowOf(PORTAL)).toMatchObject({ plan: 'free', status: 'trialing' });
    expect(await canEdit(PORTAL)).toEqual({ ok: true, result: false });
  });
});
