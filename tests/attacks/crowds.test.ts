/** Many at once: the second click, the second tab, the second install. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay } from '../support/visitor.js';
import { formTokenOf, submit } from './page-form.js';

const PORTAL = 51200417;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const snapshotSizes = () => {
  const { customers, checkoutSessions, subscriptions } = world.simulators.stripe.control.snapshot() as Record<
    string,
    unknown
  >;
  const count = (value: unknown) => (Array.isArray(value) ? value.length : Object.keys(value ?? {}).length);
  return {
    customers: count(customers),
    sessions: count(checkoutSessions),
    subscriptions: count(subscriptions),
  };
};

describe('a checkout button pressed many times at once', () => {
  it('opens one page for one customer', async () => {
    const visitor = createVisitor(world);
    await visitor.install(PORTAL);
    const page = await visitor.get(`${world.appUrl}/billing/checkout`);
    const before = snapshotSizes();
    const fields = { token: formTokenOf(page.body), plan: 'scale' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => submit(`${world.appUrl}/billing/checkout`, fields)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 303));
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
    expect(snapshotSizes()).toEqual({ ...before, sessions: before.sessions + 1 });
  });
});

describe('a portal installed four times at once', () => {
  it('has one customer and one checkout page', async () => {
    const callbacks = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const start = await createVisitor(world).get(`${world.appUrl}/oauth/start`);
        const next = world.simulators.hubspot.control.answerConsent(start.location ?? '', {
          portalId: PORTAL,
          decision: 'connect',
        });
        if ('refusal' in next) throw new Error(next.refusal);
        return next.location;
      }),
    );
    const answers = await Promise.all(callbacks.map((url) => createVisitor(world).get(url)));
    expect(answers.map(({ status }) => status)).toEqual([302, 302, 302, 302]);
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
    expect(snapshotSizes()).toMatchObject({ customers: 1, sessions: 1 });
  });
});

describe('a success page open in fifty tabs', () => {
  it('reads the provider a handful of times, not fifty', async () => {
    const checkout = await createVisitor(world).install(PORTAL);
    world.simulators.stripe.control.dropWebhooks(100);
    const paid = pay(world, checkout.location ?? '');
    const done = paid.kind === 'completed' ? paid.redirectUrl : '';
    expect(done).toContain('/billing/done?token=');
    let observations = 0;
    const provider = world.app.engine.provider!;
    const observe = provider.observe.bind(provider);
    Object.assign(provider, { observe: (customerId: string) => ((observations += 1), observe(customerId)) });
    const pages = await Promise.all(Array.from({ length: 50 }, () => createVisitor(world).get(done)));
    expect(pages.every(({ status }) => status === 200)).toBe(true);
    await world.app.tick();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team' });
    expect(observations).toBeLessThan(10);
  });
});
