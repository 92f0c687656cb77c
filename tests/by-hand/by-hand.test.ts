import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, DECLINED_CARD, pay } from '../support/visitor.js';

const PORTAL = 51200417;
const DAY_MS = 86_400_000;

let world: World;
beforeEach(async () => {
  const { default: definition } = await import('../../examples/by-hand/worker.js');
  const toml = await readFile(new URL('../../examples/by-hand/hs-x.toml', import.meta.url), 'utf8');
  world = await startWorld({ definition, toml });
});
afterEach(() => world.close());

const callCard = () => world.simulators.hubspot.control.callFunction({ portalId: PORTAL, name: 'insights' });

describe('an app that wires its billing by hand', () => {
  it('installs, pays and ends entitled by its own triggers', async () => {
    const installed = await createVisitor(world).install(PORTAL);
    expect(installed.location).toContain('/c/pay/');
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'trialing' });
    expect(await callCard()).toMatchObject({ httpStatus: 402 });

    pay(world, installed.location ?? '');
    await world.settle();
    expect(await rowOf(world, PORTAL)).toMatchObject({
      plan: 'team',
      status: 'trialing',
      adminEmail: 'admin@northwind-trading.example',
      trialEndsAt: expect.any(Number) as unknown,
    });
    expect(await callCard()).toMatchObject({ httpStatus: 200, json: { ok: true } });
  });

  it('stays free when the card is declined', async () => {
    const { location } = await createVisitor(world).install(PORTAL);
    expect(pay(world, location ?? '', DECLINED_CARD)).toMatchObject({ kind: 'refused' });
    await world.settle();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free' });
  });

  it('continues to the app from the success page by the cookie of the install, not by ?portal=', async () => {
    const visitor = createVisitor(world);
    const outcome = pay(world, (await visitor.install(PORTAL)).location ?? '');
    if (outcome.kind !== 'completed') throw new Error(outcome.kind);
    expect((await visitor.get(outcome.redirectUrl)).body).toContain('Setting up your account…');
    expect((await createVisitor(world).get(outcome.redirectUrl)).status).toBe(403);
    await world.settle();
    const { body } = await visitor.get(`${world.appUrl}/billing/entitlement?portal=${PORTAL}`);
    expect(JSON.parse(body)).toMatchObject({ ok: true, ready: true, entitlement: { plan: 'team' } });
  });

  it('handles an event once, however often it is delivered', async () => {
    const { location } = await createVisitor(world).install(PORTAL);
    world.simulators.stripe.control.duplicateWebhooks(1_000);
    pay(world, location ?? '');
    await world.settle();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'trialing' });
  });

  it('is set right by its daily reconciliation when the webhooks were lost', async () => {
    const { location } = await createVisitor(world).install(PORTAL);
    pay(world, location ?? '');
    await world.settle();
    world.simulators.stripe.control.dropWebhooks(10_000);
    await world.advanceBy(16 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
  });
});
