/** A customer changes portals: one subscription, moved from outside, with both vendors around the app. */
import { transferSubscription } from '@hs-x/sdk/billing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canUse, rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay } from '../support/visitor.js';

const DAY_MS = 86_400_000;
const OLD = 51200417;
const NEW = 51200583;

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

describe('a subscription moved to another portal', () => {
  it('entitles the new portal alone, through the end of its trial and its renewals', async () => {
    pay(world, (await createVisitor(world).install(OLD)).location ?? '');
    await world.settle();
    const before = await rowOf(world, OLD);
    await createVisitor(world).install(NEW);
    const engine = { ...world.app.engine, eventHandlers: null, hasEventHandlers: false, authorHooks: null };
    await transferSubscription(engine, { from: `${OLD}`, to: `${NEW}`, actor: 'operator' });
    await world.settle();

    expect(await rowOf(world, NEW)).toMatchObject({
      plan: 'team',
      status: 'trialing',
      subscriptionId: before?.subscriptionId,
    });
    expect(await rowOf(world, OLD)).toMatchObject({ plan: 'free', source: 'none' });
    expect([await canUse(world, NEW, 'card.edit'), await canUse(world, OLD, 'card.edit')]).toEqual([
      true,
      false,
    ]);

    await world.advanceBy(50 * DAY_MS);
    expect(await rowOf(world, NEW)).toMatchObject({ plan: 'team', status: 'active' });
    const subjects = world.mails.filter(({ template }) => template.startsWith('trial-'));
    expect(new Set(subjects.map(({ key }) => key)).size).toBe(subjects.length);
    expect(subjects.length).toBe(3);
  });
});
