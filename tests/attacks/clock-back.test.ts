/** A machine's clock that is put back: nothing runs twice for it, nothing stops because of it. */
import { billing, defineWorker } from '@hs-x/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { canUse, rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay } from '../support/visitor.js';
import { environmentOf, startLoneApp, type LoneApp } from './lone-app.js';

const PORTAL = 51200417;
const DAY_MS = 86_400_000;

let world: World;
let lone: LoneApp | undefined;
afterEach(async () => {
  await lone?.app.stop();
  await world.close();
});

describe('a clock put back by thirty days', () => {
  it('keeps the paid features, lets webhooks through, and syncs go on at their pace', async () => {
    world = await startWorld();
    pay(world, (await createVisitor(world).install(PORTAL)).location ?? '');
    await world.settle();
    let runs = 0;
    let offsetMs = 0;
    const definition = defineWorker(({ worker }) => {
      worker.use(billing());
      worker.sync(
        {},
        { into: 'companies', schedule: '1d', schema: {}, beforeRun: () => Promise.resolve(void (runs += 1)) },
      );
    });
    const environment = environmentOf(world);
    await world.app.stop();
    const clock = { now: () => world.simulators.clock.now() + offsetMs };
    const mailer = { deduplicates: true, send: () => Promise.resolve() };
    lone = await startLoneApp(world, environment, { definition, clock, mailer });
    await lone.app.tick();
    expect(runs).toBe(1);
    offsetMs = -30 * DAY_MS;
    await lone.app.tick();
    expect(runs).toBe(2);
    await lone.app.tick();
    expect(runs).toBe(2);
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
    expect(await rowOf({ ...world, app: lone.app }, PORTAL)).toMatchObject({ plan: 'team' });
    expect((await createVisitor(world).install(PORTAL)).status).toBe(302);
    expect(lone.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});
