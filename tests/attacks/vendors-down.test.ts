/** Stripe or HubSpot down at one step: the person is told, nothing is half done, and the same step works when they are back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canUse, rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay, type Visitor } from '../support/visitor.js';
import { formTokenOf, submit } from './page-form.js';

const PORTAL = 51200417;
const HOUR_MS = 3_600_000;
const INTROSPECT = '/oauth/2026-09/token/introspect';

let world: World;
let visitor: Visitor;
beforeEach(async () => {
  world = await startWorld();
  visitor = createVisitor(world);
});
afterEach(() => world.close());

const at = (path: string) => `${world.appUrl}${path}`;
/** Every request to Stripe fails, as often as the SDK repeats it, until the work is done. */
async function withoutStripe<T>(work: () => Promise<T>): Promise<T> {
  const { control } = world.simulators.stripe;
  control.setFaults({ error500Before: 1 });
  try {
    return await work();
  } finally {
    control.setFaults({});
  }
}
const customers = () => world.simulators.stripe.control.truth();

describe('Stripe down', () => {
  it('at the install leaves the portal installed and leads to the plan chooser, where a later try works', async () => {
    const answer = await withoutStripe(() => visitor.install(PORTAL));
    expect(answer.status).toBe(302);
    expect(answer.location).toContain(`${world.appUrl}/billing/portal?token=`);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'trialing' });
    const page = await createVisitor(world).get(answer.location ?? '');
    expect(page.status).toBe(200);
    const fields = { token: formTokenOf(page.body), plan: 'team' };
    const refused = await withoutStripe(() => submit(at('/billing/checkout'), fields));
    expect(refused.status).toBe(502);
    expect(refused.body).toContain('Nothing was charged');
    await world.advanceBy(HOUR_MS / 2);
    const again = await submit(at('/billing/checkout'), {
      ...fields,
      token: formTokenOf((await visitor.get(at('/billing/checkout'))).body),
    });
    expect(again.status).toBe(303);
    pay(world, again.location ?? '');
    await world.settle();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team' });
    expect(customers()).toHaveLength(1);
  });

  it('at the success page shows the wait, not an error', async () => {
    const paid = pay(world, (await visitor.install(PORTAL)).location ?? '');
    const done = paid.kind === 'completed' ? paid.redirectUrl : '';
    const page = await withoutStripe(() => visitor.get(done));
    expect(page.status).toBe(200);
    expect(page.body).toContain('Setting up your account');
  });

  it('after the billing page shows what is known, and takes nothing from a payer', async () => {
    pay(world, (await visitor.install(PORTAL)).location ?? '');
    await world.settle();
    const page = await withoutStripe(() => visitor.get(at('/billing/portal?returned=1')));
    expect(page.status).toBe(200);
    expect(page.body).toContain('Team');
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
  });

  it('at the door of the billing page is a 502 page that says to try again, and the next press works', async () => {
    pay(world, (await visitor.install(PORTAL)).location ?? '');
    await world.settle();
    const token = formTokenOf((await visitor.get(at('/billing/portal'))).body);
    const refused = await withoutStripe(() => submit(at('/billing/portal'), { token }));
    expect(refused.status).toBe(502);
    expect((await submit(at('/billing/portal'), { token })).status).toBe(303);
  });

  it('never reaches the gate', async () => {
    pay(world, (await visitor.install(PORTAL)).location ?? '');
    await world.settle();
    expect(await withoutStripe(() => canUse(world, PORTAL, 'card.edit'))).toBe(true);
  });
});

describe('HubSpot down at the install', () => {
  it.each([
    ['the token exchange', '/oauth/'],
    ['introspection', INTROSPECT],
  ])('(%s) installs nothing and offers a new try that works', async (_step, pathPrefix) => {
    const { control } = world.simulators.hubspot;
    const start = await visitor.get(at('/oauth/start'));
    const next = control.answerConsent(start.location ?? '', { portalId: PORTAL, decision: 'connect' });
    if ('refusal' in next) throw new Error(next.refusal);
    control.addFault({ pathPrefix, httpStatus: 503, remaining: 20 });
    const refused = await visitor.get(next.location);
    expect(refused.status).toBe(502);
    expect(refused.body).toContain('href="/oauth/start"');
    expect(await rowOf(world, PORTAL)).toBeNull();
  });

  it('(account details) installs all the same', async () => {
    world.simulators.hubspot.control.addFault({
      pathPrefix: '/account-info/',
      httpStatus: 503,
      remaining: 20,
    });
    expect((await visitor.install(PORTAL)).status).toBe(302);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free' });
  });
});
