import { describe, expect, it } from 'vitest';
import type { BillingEngine } from '../../../src/billing/billing-engine.js';
import type { Effect } from '../../../src/billing/decision.js';
import { startCheckout } from '../../../src/billing/shell/start-checkout.js';
import { tick } from '../../../src/billing/shell/tick.js';
import { DAY_MS, HOUR_MS } from '../../../src/kernel/instant.js';
import { buildSubscription } from '../../../src/testing/index.js';
import { NOW } from '../given.js';
import { CUSTOMER, install, KEY, openWorld, rowOf, webhook, type World } from './world.js';

async function worldWithHandlers(eventHandlers: BillingEngine['eventHandlers']): Promise<World> {
  const world = await openWorld({ engine: { hasEventHandlers: true, eventHandlers } });
  await install(world);
  return world;
}

async function tickFor({ engine, clock }: World, durationMs: number): Promise<void> {
  const end = clock.now() + durationMs;
  while (clock.now() < end) {
    await tick(engine);
    clock.advance(HOUR_MS);
  }
}

describe('the author’s handlers', () => {
  it('see the event as the provider sent it, once', async () => {
    const seen: unknown[] = [];
    const world = await worldWithHandlers((payload, { eventId }) =>
      Promise.resolve(void seen.push([eventId, payload])),
    );
    await webhook(world, { id: 'evt_1', type: 'other.thing', customer: null });
    await webhook(world, { id: 'evt_1', type: 'other.thing', customer: null });
    await tick(world.engine);
    expect(seen).toEqual([['evt_1', { id: 'evt_1', type: 'other.thing', customer: null }]]);
  });

  it('see events of customers nobody knows, too', async () => {
    const seen: string[] = [];
    const world = await worldWithHandlers((_payload, { eventId }) =>
      Promise.resolve(void seen.push(eventId)),
    );
    await webhook(world, { id: 'evt_1', customer: 'cus_unknown' });
    await tick(world.engine);
    expect(seen).toEqual(['evt_1']);
  });

  it('see events oldest first', async () => {
    const seen: string[] = [];
    const world = await worldWithHandlers((_payload, { eventId }) =>
      Promise.resolve(void seen.push(eventId)),
    );
    for (const id of ['evt_c', 'evt_a', 'evt_b']) {
      await webhook(world, { id, type: 'other.thing' }, { dies: true });
      world.clock.advance(1);
    }
    await tick(world.engine);
    expect(seen).toEqual(['evt_c', 'evt_a', 'evt_b']);
  });

  it('are asked again with backoff when they fail, and the sender never hears of it', async () => {
    let calls = 0;
    const world = await worldWithHandlers(() => {
      calls += 1;
      return calls < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve(undefined);
    });
    expect(await webhook(world, { id: 'evt_1', type: 'other.thing' })).toBe('stored');
    await tick(world.engine);
    expect(calls).toBe(1);
    world.clock.advance(5_000);
    await tick(world.engine);
    world.clock.advance(10_000);
    await tick(world.engine);
    await tickFor(world, 4 * HOUR_MS);
    expect([calls, world.alerts]).toEqual([3, []]);
  });

  it('that always fail end in one dead letter with one alert, after about two days', async () => {
    let calls = 0;
    const world = await worldWithHandlers(() => {
      calls += 1;
      return Promise.reject(new Error('never'));
    });
    await webhook(world, { id: 'evt_1', type: 'other.thing' });
    await tickFor(world, DAY_MS);
    expect(world.alerts).toEqual([]);
    await tickFor(world, 2 * DAY_MS);
    expect(calls).toBe(20);
    expect(world.alerts).toMatchObject([{ alert: 'dead_letter', key: 'dead-letter:evt_1' }]);
  });
});

describe('what is given up', () => {
  const { portalId } = KEY;
  const change = { direction: 'downgraded', fromPlan: 'scale', toPlan: 'team' } as const;
  const effects: readonly Effect[] = [
    { kind: 'adjustResources', key: 'a', ...change },
    { kind: 'runTrigger', key: 't', trigger: 'billing.downgraded', event: { portalId, ...change } },
    { kind: 'sendEmail', key: 'm', template: 'welcome', to: 'ada@example.com', data: {} },
  ];
  const failing = () => Promise.reject(Object.assign(new Error('of ada@example.com'), { code: 'E_LIST' }));

  it('is alerted once each with portal and cause: a mail, resources, a trigger, a webhook', async () => {
    const engine = {
      hasEventHandlers: true,
      eventHandlers: failing,
      authorHooks: { adjustResources: failing, runTrigger: failing },
      mailer: { deduplicates: true, send: failing },
    };
    const world = await openWorld({ engine });
    await install(world);
    await startCheckout(world.engine, KEY, 'team');
    for (const effect of effects) {
      await world.stores.outbox.add(world.engine.scope, { portalId, effect, now: NOW });
    }
    await webhook(world, { id: 'evt_1' });
    await tickFor(world, 5 * DAY_MS);
    const keys = ['dead-letter:evt_1', 'hook-failed:a', 'hook-failed:t', 'mail-lost:m'];
    expect(world.alerts.map(({ key }) => key).sort()).toEqual(keys);
    for (const alert of world.alerts) {
      expect(alert.portalId).toBe(portalId);
      expect(alert.message).toContain(`portal ${portalId}`);
      expect(alert.message).toContain('last with E_LIST');
      expect(alert.message).not.toContain('ada@example.com');
    }
  });
});

describe('an observation the provider refuses for longer than its event is tried', () => {
  it('is made as soon as the provider answers again', async () => {
    const world = await openWorld();
    await install(world);
    await startCheckout(world.engine, KEY, 'team');
    const periodEndsAt = NOW + 30 * DAY_MS;
    world.provider.setSubscriptions(CUSTOMER, [buildSubscription({ periodEndsAt })]);
    await webhook(world, { id: 'evt_paid' });
    await tickFor(world, 2 * DAY_MS);
    world.provider.setSubscriptions(CUSTOMER, [
      buildSubscription({ status: 'canceled', periodEndsAt, endedAt: world.clock.now() }),
    ]);
    world.provider.isDown = true;
    await webhook(world, { id: 'evt_1' });
    await tickFor(world, 5 * DAY_MS);
    expect(world.alerts).toMatchObject([{ alert: 'dead_letter', key: 'dead-letter:evt_1' }]);
    world.provider.isDown = false;
    await tickFor(world, 2 * HOUR_MS);
    expect(await rowOf(world)).toMatchObject({ plan: 'free', status: 'canceled' });
  });
});

describe('an effect that cannot be delivered', () => {
  const mail = { kind: 'sendEmail', key: 'm', template: 'welcome', to: 'ada@example.com', data: {} } as const;
  const add = async ({ stores, engine }: World) =>
    stores.outbox.add(engine.scope, { portalId: KEY.portalId, effect: mail, now: NOW });

  it('is tried again with backoff', async () => {
    const world = await openWorld();
    await add(world);
    let tries = 0;
    const send = () => {
      tries += 1;
      return tries < 3 ? Promise.reject(new Error('greylisted')) : Promise.resolve();
    };
    const engine = { ...world.engine, mailer: { deduplicates: false, send } };
    await tickFor({ ...world, engine }, 6 * HOUR_MS);
    expect(tries).toBe(3);
  });

  it('waits for a mail transport however long the app has none', async () => {
    const world = await openWorld();
    await add(world);
    await tickFor({ ...world, engine: { ...world.engine, mailer: null } }, 7 * DAY_MS);
    await tickFor(world, 7 * HOUR_MS);
    expect(world.mails.map((each) => each.key)).toEqual(['m']);
  });
});
