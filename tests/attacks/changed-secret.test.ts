/** A restart with another HSX_SECRET: what was signed or sealed with the old one is refused in words, and nothing falls over. */
import { billing, defineWorker } from '@hs-x/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canUse, rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay, type Visitor } from '../support/visitor.js';
import { environmentOf, startLoneApp, type LoneApp } from './lone-app.js';
import { formTokenOf, submit } from './page-form.js';

const PORTAL = 51200417;
const OTHER_SECRET = 'another-secret-of-32-characters-or-more!';

let world: World;
let lone: LoneApp | undefined;
let visitor: Visitor;
beforeEach(async () => {
  world = await startWorld();
  visitor = createVisitor(world);
});
afterEach(async () => {
  await lone?.app.stop();
  lone = undefined;
  await world.close();
});

const at = (path: string) => `${world.appUrl}${path}`;
const restart = async (secret: string, options: Parameters<typeof startLoneApp>[2] = {}) => {
  const environment = { ...environmentOf(world), HSX_SECRET: secret };
  await world.app.stop();
  lone = await startLoneApp(world, environment, options);
};

describe('after the secret was replaced', () => {
  it('old links, cookies, forms and states are refused, and a new install works', async () => {
    const paid = pay(world, (await visitor.install(PORTAL)).location ?? '');
    const done = paid.kind === 'completed' ? paid.redirectUrl : '';
    await world.settle();
    const form = formTokenOf((await visitor.get(at('/billing/portal'))).body);
    const start = await visitor.get(at('/oauth/start'));
    const next = world.simulators.hubspot.control.answerConsent(start.location ?? '', {
      portalId: PORTAL,
      decision: 'connect',
    });
    if ('refusal' in next) throw new Error(next.refusal);
    await restart(OTHER_SECRET);
    expect((await visitor.get(done)).status).toBe(403);
    expect((await visitor.get(at('/billing/portal'))).status).toBe(403);
    expect((await submit(at('/billing/portal'), { token: form })).status).toBe(403);
    const late = await visitor.get(next.location);
    expect(late.status).toBe(400);
    expect(late.body).toContain('was not made by this app');
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
    expect((await visitor.install(PORTAL)).status).toBe(302);
    expect((await visitor.get(at('/billing/portal'))).status).toBe(200);
  });

  it('and kept as the second, everything old goes on working', async () => {
    const paid = pay(world, (await visitor.install(PORTAL)).location ?? '');
    const done = paid.kind === 'completed' ? paid.redirectUrl : '';
    await world.settle();
    await restart(`${OTHER_SECRET}, ${world.app.settings.secrets[0]}`);
    expect((await visitor.get(done)).status).toBe(200);
    expect((await visitor.get(at('/billing/portal'))).status).toBe(200);
  });

  it('a stored webhook that no key opens is never handed to a handler, and the log says why', async () => {
    const checkout = await visitor.install(PORTAL);
    const seen: unknown[] = [];
    const definition = (isBroken: boolean) =>
      defineWorker(({ worker }) => {
        worker.use(billing());
        worker.trigger('stripe.webhook', (ctx) => {
          if (isBroken) return Promise.reject(new Error('not yet'));
          seen.push(ctx.event);
          return Promise.resolve();
        });
      });
    await restart(world.app.settings.secrets[0], { definition: definition(true) });
    pay(world, checkout.location ?? '');
    await world.simulators.settle();
    await lone?.app.tick();
    await lone?.app.stop();
    lone = await startLoneApp(
      world,
      { ...environmentOf(world), HSX_SECRET: OTHER_SECRET },
      { definition: definition(false) },
    );
    await world.simulators.clock.advanceBy(60_000);
    await lone.app.tick();
    expect(seen).toEqual([]);
    expect(lone.logLines.join('\n')).toContain('does not open with any key of HSX_SECRET');
    expect(await rowOf({ ...world, app: lone.app }, PORTAL)).toMatchObject({ plan: 'team' });
  });
});
