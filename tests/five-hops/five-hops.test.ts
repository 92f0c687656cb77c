import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canUse, rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, DECLINED_CARD, pay } from '../support/visitor.js';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const PORTAL = 51200417;
const OTHER_PORTAL = 51200583;
const TEST_PORTAL = 51209900;
const DAY_MS = 86_400_000;

describe('install → consent → pay → webhook → entitled', () => {
  it('entitles the portal to the plan it paid for', async () => {
    const installed = await createVisitor(world).install(PORTAL);
    expect(installed.location).toContain('/c/pay/');
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'trialing', source: 'none' });

    expect(pay(world, installed.location ?? '')).toMatchObject({ kind: 'completed' });
    await world.settle();

    const trialEndsAt = world.simulators.clock.now() + 14 * DAY_MS;
    expect(await rowOf(world, PORTAL)).toMatchObject({
      plan: 'team',
      status: 'trialing',
      source: 'stripe',
      trialEndsAt,
    });
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
  });

  it('leaves the portal on the free plan when the card is declined', async () => {
    const { location } = await createVisitor(world).install(PORTAL);
    expect(pay(world, location ?? '', DECLINED_CARD)).toMatchObject({ kind: 'refused' });
    await world.settle();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'trialing', source: 'none' });
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(false);
    expect(await canUse(world, PORTAL, 'card.read')).toBe(true);
  });

  it('lets a portal that bounced out of checkout pay later on the same page', async () => {
    const visitor = createVisitor(world);
    const { location } = await visitor.install(PORTAL);
    await world.advanceBy(DAY_MS / 2);
    const again = await visitor.install(PORTAL);
    expect(again.location).toBe(location);
    pay(world, again.location ?? '');
    await world.settle();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'trialing' });
  });

  it('opens a new checkout, with the trial given back, when the first one expired unpaid', async () => {
    const visitor = createVisitor(world);
    const { location } = await visitor.install(PORTAL);
    await world.advanceBy(2 * DAY_MS);
    const again = await visitor.install(PORTAL);
    expect(again.location).not.toBe(location);
    pay(world, again.location ?? '');
    await world.settle();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'trialing' });
  });

  it('turns the trial into an active plan when it ends, and renews it', async () => {
    const { location } = await createVisitor(world).install(PORTAL);
    pay(world, location ?? '');
    await world.advanceBy(15 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    await world.advanceBy(40 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
  });

  it('takes a paying portal straight into the app when it installs again', async () => {
    const visitor = createVisitor(world);
    pay(world, (await visitor.install(PORTAL)).location ?? '');
    await world.settle();
    const before = await rowOf(world, PORTAL);
    const again = await visitor.install(PORTAL);
    expect(again.location).toBe(`${world.simulators.hubspot.origin}/contacts/${PORTAL}`);
    expect(await rowOf(world, PORTAL)).toEqual(before);
  });

  it('gives a developer test account the free plan and asks for no payment', async () => {
    const answer = await createVisitor(world).install(TEST_PORTAL);
    expect(answer.status).toBe(200);
    expect(answer.location).toBeNull();
    expect(await rowOf(world, TEST_PORTAL)).toMatchObject({ plan: 'free', source: 'none' });
  });

  it('keeps two portals of one app apart', async () => {
    pay(world, (await createVisitor(world).install(PORTAL)).location ?? '');
    await createVisitor(world).install(OTHER_PORTAL);
    await world.settle();
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
    expect(await canUse(world, OTHER_PORTAL, 'card.edit')).toBe(false);
  });
});

describe('the webhook and the way back may come in any order', () => {
  const stripe = () => world.simulators.stripe.control;
  const visit = (url: string) => createVisitor(world).get(url);
  const orders = {
    'before the redirect': {
      prepare: () => undefined,
      arrive: async (backUrl: string) => {
        await world.settle();
        await visit(backUrl);
      },
    },
    'after the redirect': {
      prepare: () => stripe().holdWebhooks(),
      arrive: async (backUrl: string) => {
        await visit(backUrl);
        await world.settle();
        stripe().releaseWebhooks();
      },
    },
    'after the redirect and in reverse': {
      prepare: () => stripe().holdWebhooks(),
      arrive: async (backUrl: string) => {
        await visit(backUrl);
        stripe().releaseWebhooks('reversed');
      },
    },
    twice: {
      prepare: () => stripe().duplicateWebhooks(1_000),
      arrive: async (backUrl: string) => {
        await visit(backUrl);
      },
    },
    'never, so that the success page alone must do': {
      prepare: () => stripe().dropWebhooks(1_000),
      arrive: async (backUrl: string) => {
        await visit(backUrl);
      },
    },
  };

  it.each(Object.entries(orders))(
    'ends in the same row when it comes %s',
    async (_order, { prepare, arrive }) => {
      const { location } = await createVisitor(world).install(PORTAL);
      await world.settle();
      prepare();
      const outcome = pay(world, location ?? '');
      if (outcome.kind !== 'completed') throw new Error(outcome.kind);
      await arrive(outcome.redirectUrl);
      await world.settle();
      const row = await rowOf(world, PORTAL);
      const now = world.simulators.clock.now();
      expect({ ...row, stripeCustomerId: 'cus', subscriptionId: 'sub', updatedAt: 0 }).toEqual({
        plan: 'team',
        status: 'trialing',
        source: 'stripe',
        stripeCustomerId: 'cus',
        subscriptionId: 'sub',
        trialEndsAt: now + 14 * DAY_MS,
        validUntil: now + 17 * DAY_MS,
        adminEmail: 'admin@northwind-trading.example',
        updatedAt: 0,
      });
    },
  );
});
