import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountKey, reconcile, type ReconcileReport } from '@hs-x/sdk/billing';
import { startWorld, type World } from '../support/start-world.js';
import { recordingApp, tomlWith } from './recording-app.js';
import {
  accountOf,
  advanceDays,
  DAY_MS,
  engineOf,
  FAILING_CARD,
  PORTAL,
  SCALE,
  sleep,
  stripeOf,
  subscribe,
  subscriptionOf,
} from './subscriber.js';

let world: World;

beforeEach(async () => {
  world = await startWorld({ definition: recordingApp().definition, toml: await tomlWith() });
});
afterEach(() => world.close());

async function nightly(): Promise<ReconcileReport> {
  const kept = new Map<string, unknown>();
  const checkpoints = {
    get: (_scope: unknown, { key }: { key: string }) => Promise.resolve(kept.get(key) ?? null),
    put: (_scope: unknown, { key, value }: { key: string; value: unknown }) =>
      Promise.resolve(void kept.set(key, value)),
    delete: (_scope: unknown, key: string) => Promise.resolve(void kept.delete(key)),
  };
  const engine = engineOf(world);
  if (!engine.provider) throw new Error('The app sells nothing.');
  const result = await reconcile(engine, { provider: engine.provider, owner: 'the night', checkpoints });
  if (result.kind !== 'finished') throw new Error(result.kind);
  return result.report;
}

async function versionNow(): Promise<number> {
  const { engine } = world.app;
  return (await engine.store.load(accountKey(engine, String(PORTAL)))).version;
}

/** What the portal's subscription can be like when nobody told us, or nobody could. */
const ODDITIES: Readonly<Record<string, () => Promise<void>>> = {
  'whose collection is paused': async () => {
    await stripeOf(world).subscriptions.update(subscriptionOf(world).id, {
      pause_collection: { behavior: 'void' },
    });
  },
  'that a schedule is attached to': async () => {
    await stripeOf(world).subscriptionSchedules.create({ from_subscription: subscriptionOf(world).id });
  },
  'with a second live one beside it': async () => {
    const stripe = stripeOf(world);
    const first = await stripe.subscriptions.retrieve(subscriptionOf(world).id);
    const card = first.default_payment_method as string;
    const items = [{ price: SCALE }];
    await stripe.subscriptions.create({
      customer: first.customer as string,
      items,
      default_payment_method: card,
    });
  },
  'whose trial ended while the app slept': async () => {
    world.simulators.stripe.control.dropWebhooks(100);
    await sleep(world, 20);
  },
  'whose trial was cut short': async () => {
    await stripeOf(world).subscriptions.update(subscriptionOf(world).id, { trial_end: 'now' });
  },
  'that is going to end': async () => {
    await stripeOf(world).subscriptions.update(subscriptionOf(world).id, { cancel_at_period_end: true });
  },
  'that has ended': async () => {
    await stripeOf(world).subscriptions.cancel(subscriptionOf(world).id);
  },
  'whose customer was deleted': async () => {
    const { customer } = await accountOf(world);
    await stripeOf(world).customers.del(customer?.customerId ?? '');
  },
};

describe('the nightly reconciliation leaves alone, once it has looked, a subscription', () => {
  it.each(Object.keys(ODDITIES))('%s', async (oddity) => {
    await subscribe(world);
    world.simulators.stripe.control.dropWebhooks(100);
    await ODDITIES[oddity]?.();
    await nightly();
    const before = await versionNow();
    for (let night = 0; night < 2; night++) {
      const { listed, matched, healed, unexplained } = await nightly();
      expect({ matched, healed, unexplained }).toEqual({ matched: listed, healed: 0, unexplained: 0 });
    }
    expect(await versionNow()).toBe(before);
  });

  it('whose payment failed', async () => {
    await subscribe(world, FAILING_CARD);
    await world.advanceBy(15 * DAY_MS);
    await advanceDays(world, 1);
    await nightly();
    const before = await versionNow();
    expect(await nightly()).toMatchObject({ listed: 1, matched: 1, healed: 0 });
    expect(await versionNow()).toBe(before);
  });
});
