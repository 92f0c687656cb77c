import { afterEach, describe, expect, it } from 'vitest';
import type { AlertSink } from '../../../src/billing/ports/alert-sink.js';
import { checkMailer } from '../../../src/billing/shell/check-mailer.js';
import { checkProviderSettings } from '../../../src/billing/shell/check-provider-settings.js';
import { observe } from '../../../src/billing/shell/observe.js';
import { startCheckout } from '../../../src/billing/shell/start-checkout.js';
import { tick } from '../../../src/billing/shell/tick.js';
import type { AlertEntry } from '../../../src/contract/admin/alert-entry.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/kernel/instant.js';
import { createLogger, jsonLines } from '../../../src/kernel/logger.js';
import { buildRules, buildSubscription } from '../../../src/testing/index.js';
import { NOW } from '../given.js';
import { CUSTOMER, install, KEY, openWorld, type World } from './world.js';

const ALERT = {
  kind: 'raiseAlert',
  key: 'a',
  alert: 'unknown_price',
  message: 'Price p is unknown.',
} as const;

const logLines: string[] = [];
afterEach(() => logLines.splice(0));

/** A world that logs, with an operator's address and sinks besides the recording one. */
async function openOps(more: { email?: string | null; sinks?: readonly AlertSink[] } = {}): Promise<World> {
  const world = await openWorld({
    engine: { logger: createLogger(jsonLines((line) => logLines.push(line))) },
  });
  const { alerts } = world.engine;
  const sinks = [...alerts.sinks, ...(more.sinks ?? [])];
  const engine = { ...world.engine, alerts: { ...alerts, email: more.email ?? null, sinks } };
  return { ...world, engine };
}

async function raise(
  { engine, clock }: World,
  more: Partial<Record<'details', Record<string, string>>> = {},
) {
  const effect = { ...ALERT, ...more };
  await engine.outbox.add(engine.scope, { portalId: KEY.portalId, effect, now: clock.now() });
  await tick(engine);
}

async function alertsOf({ engine, stores }: World): Promise<readonly AlertEntry[]> {
  return (await stores.alerts.list(engine.scope, { state: 'all' })).entries;
}

async function resolve({ engine, stores, clock }: World): Promise<void> {
  await stores.alerts.resolve(engine.scope, { keys: ['a'], actor: 'ada', at: clock.now() });
}

describe('an alert', () => {
  it('is a row, a log line, and told to every sink', async () => {
    const world = await openOps();
    await raise(world);
    expect(await alertsOf(world)).toMatchObject([
      { key: 'a', code: 'unknown_price', portalId: KEY.portalId, firstRaisedAt: NOW, times: 1 },
    ]);
    expect(logLines.filter((line) => line.includes('Price p is unknown.'))).toHaveLength(1);
    expect(world.alerts).toEqual([
      { key: 'a', alert: 'unknown_price', message: 'Price p is unknown.', portalId: KEY.portalId },
    ]);
  });

  it('that is raised again is counted, and told to nobody again', async () => {
    const world = await openOps({ email: 'ops@example.com' });
    await raise(world);
    world.clock.advance(HOUR_MS);
    await raise(world);
    expect(await alertsOf(world)).toMatchObject([
      { times: 2, firstRaisedAt: NOW, lastRaisedAt: NOW + HOUR_MS },
    ]);
    expect([world.alerts.length, world.mails.length]).toEqual([1, 1]);
    expect(logLines.filter((line) => line.includes('Price p is unknown.'))).toHaveLength(1);
  });

  it('that comes back after it was resolved opens anew and is told again', async () => {
    const world = await openOps({ email: 'ops@example.com' });
    await raise(world);
    await resolve(world);
    world.clock.advance(HOUR_MS);
    await raise(world);
    expect(await alertsOf(world)).toMatchObject([
      { times: 1, firstRaisedAt: NOW + HOUR_MS, resolvedAt: null },
    ]);
    expect([world.alerts.length, world.mails.length]).toEqual([2, 2]);
  });

  it('is written to the operator without the details that are kept in its row alone', async () => {
    const world = await openOps({ email: 'ops@example.com' });
    await raise(world, { details: { to: 'ada@example.com' } });
    expect(world.mails).toMatchObject([
      {
        to: 'ops@example.com',
        template: 'operator-alert',
        data: {
          code: 'unknown_price',
          message: ALERT.message,
          raisedAt: NOW,
          hubspotAccount: KEY.portalId,
        },
      },
    ]);
    expect((await alertsOf(world))[0]?.details).toEqual({ to: 'ada@example.com' });
    expect(JSON.stringify([world.mails[0]?.data, world.alerts, logLines])).not.toContain('ada@example.com');
  });

  it('survives the death of the process between its row and its sinks', async () => {
    const world = await openOps();
    const dying: AlertSink = { name: 'dies', deliver: () => new Promise(() => undefined) };
    const engine = {
      ...world.engine,
      outbox: {
        ...world.engine.outbox,
        add: () => Promise.reject(new Error('killed')),
      },
      alerts: { ...world.engine.alerts, sinks: [dying] },
    };
    await world.engine.outbox.add(engine.scope, { portalId: null, effect: ALERT, now: NOW });
    await tick(engine);
    expect(await alertsOf(world)).toHaveLength(1);
    world.clock.advance(MINUTE_MS);
    await tick(world.engine);
    expect(await alertsOf(world)).toMatchObject([{ times: 1 }]);
    expect(world.alerts).toHaveLength(1);
  });
});

describe('a place that cannot be told', () => {
  const broken: AlertSink = { name: 'broken', deliver: () => Promise.reject(new Error('HTTP 500')) };

  it('loses no alert, keeps no other place from hearing of it, and is tried again', async () => {
    let tries = 0;
    const slow: AlertSink = {
      name: 'slow',
      deliver: () => {
        tries += 1;
        return tries < 3 ? Promise.reject(new Error('HTTP 503')) : Promise.resolve();
      },
    };
    const world = await openOps({ sinks: [slow] });
    await raise(world);
    expect([world.alerts.length, tries]).toEqual([1, 1]);
    for (let round = 0; round < 5; round += 1) {
      world.clock.advance(MINUTE_MS);
      await tick(world.engine);
    }
    expect([world.alerts.length, tries]).toEqual([1, 3]);
  });

  it('is one alert of its own when it is given up, which is told to nobody', async () => {
    const world = await openOps({ email: 'ops@example.com', sinks: [broken] });
    await raise(world);
    for (let hour = 0; hour < 4 * 24; hour += 1) {
      world.clock.advance(HOUR_MS);
      await tick(world.engine);
    }
    expect((await alertsOf(world)).map(({ key }) => key)).toEqual(['alert-undelivered:broken', 'a']);
    expect([world.alerts.length, world.mails.length]).toEqual([1, 1]);
  });

  it('by mail is no endless row of mails about lost mails', async () => {
    const world = await openOps({ email: 'nobody@example.com' });
    const refused = Object.assign(new Error('no such user'), { retryable: false, code: 'TRANSPORT_REFUSED' });
    const engine = {
      ...world.engine,
      mailer: { deduplicates: true, send: () => Promise.reject(refused) },
    };
    await raise({ ...world, engine });
    for (let round = 0; round < 5; round += 1) {
      world.clock.advance(HOUR_MS);
      await tick(engine);
    }
    expect((await alertsOf(world)).map(({ key }) => key).sort()).toEqual(['a', 'alert-undelivered:email']);
  });

  it('that is configured no more is forgotten', async () => {
    const world = await openOps({ sinks: [broken] });
    await raise(world);
    world.clock.advance(DAY_MS);
    const { alerts } = world.engine;
    const engine = { ...world.engine, alerts: { ...alerts, sinks: alerts.sinks.slice(0, 1) } };
    await tick(engine);
    expect(await alertsOf(world)).toHaveLength(1);
  });
});

describe('work of the author’s that is given up', () => {
  it('is an alert that names it', async () => {
    const world = await openOps();
    const authorHooks = {
      adjustResources: () => Promise.resolve(),
      runTrigger: () => Promise.reject(new Error('never')),
    };
    const effect = {
      kind: 'runTrigger',
      key: 't',
      trigger: 'billing.downgraded',
      event: { portalId: KEY.portalId },
    } as const;
    await world.engine.outbox.add(world.engine.scope, { portalId: KEY.portalId, effect, now: NOW });
    for (let hour = 0; hour < 4 * 24; hour += 1) {
      await tick({ ...world.engine, authorHooks });
      world.clock.advance(HOUR_MS);
    }
    expect(world.alerts).toMatchObject([{ alert: 'hook_failed', key: 'hook-failed:t' }]);
    expect(world.alerts[0]?.message).toContain('billing.downgraded');
  });
});

describe('an alert whose cause is over', () => {
  it('is resolved by itself when an unknown price is in a plan again', async () => {
    const world = await openOps();
    await install(world);
    await startCheckout(world.engine, KEY, 'team');
    const periodEndsAt = NOW + 30 * DAY_MS;
    world.provider.setSubscriptions(CUSTOMER, [buildSubscription({ priceIds: ['price_new'], periodEndsAt })]);
    await observe(world.engine, KEY);
    await tick(world.engine);
    expect(await alertsOf(world)).toMatchObject([{ code: 'unknown_price', resolvedAt: null }]);
    world.clock.advance(MINUTE_MS);
    world.provider.setSubscriptions(CUSTOMER, [buildSubscription({ periodEndsAt })]);
    await observe(world.engine, KEY);
    await tick(world.engine);
    expect(await alertsOf(world)).toMatchObject([{ resolvedAt: NOW + MINUTE_MS, resolvedBy: 'hs-x' }]);
  });

  it('is resolved by itself when the subscription with the unknown price has ended', async () => {
    const world = await openOps();
    await install(world);
    await startCheckout(world.engine, KEY, 'team');
    const unknown = { priceIds: ['price_new'], periodEndsAt: NOW + 30 * DAY_MS };
    world.provider.setSubscriptions(CUSTOMER, [buildSubscription(unknown)]);
    await observe(world.engine, KEY);
    await tick(world.engine);
    world.clock.advance(MINUTE_MS);
    const ended = { status: 'canceled', endedAt: world.clock.now() } as const;
    world.provider.setSubscriptions(CUSTOMER, [buildSubscription({ ...unknown, ...ended })]);
    await observe(world.engine, KEY);
    await tick(world.engine);
    expect(await alertsOf(world)).toMatchObject([{ code: 'unknown_price', resolvedBy: 'hs-x' }]);
  });

  it('is resolved by itself when the provider’s settings would surprise nobody any more', async () => {
    const world = await openOps();
    const problems = ['Upgrades are free until renewal.'];
    const provider = Object.assign(Object.create(world.provider) as typeof world.provider, {
      settingProblems: () => Promise.resolve([...problems]),
    });
    const engine = { ...world.engine, provider };
    await checkProviderSettings(engine);
    await tick(engine);
    expect(await alertsOf(world)).toMatchObject([{ code: 'provider_settings', resolvedAt: null }]);
    problems.pop();
    await checkProviderSettings(engine);
    expect(await alertsOf(world)).toMatchObject([{ resolvedBy: 'hs-x' }]);
  });
});

describe('mails that cannot leave', () => {
  it('are an alert while hs-x.toml names a sender and there is no mailer, and none once there is', async () => {
    const world = await openOps();
    await checkMailer({ ...world.engine, mailer: null }, 'billing@example.com');
    await tick(world.engine);
    expect(await alertsOf(world)).toMatchObject([
      { key: 'mails-wait', code: 'mails_wait', resolvedAt: null },
    ]);
    await checkMailer(world.engine, 'billing@example.com');
    expect(await alertsOf(world)).toMatchObject([{ resolvedBy: 'hs-x' }]);
  });

  it('are a log line alone while no sender is named', async () => {
    const world = await openOps();
    await checkMailer({ ...world.engine, mailer: null }, null);
    await tick(world.engine);
    expect(await alertsOf(world)).toEqual([]);
    expect(logLines.join('\n')).toContain('mails wait in the outbox');
  });
});

describe('a plan table that names the price again', () => {
  it('resolves the alert by itself', async () => {
    const world = await openOps();
    await install(world);
    await startCheckout(world.engine, KEY, 'team');
    world.provider.setSubscriptions(CUSTOMER, [buildSubscription({ periodEndsAt: NOW + 30 * DAY_MS })]);
    const without = { ...world.engine, rules: buildRules({ plan: {}, plans: [] }) };
    await observe(without, KEY);
    await tick(without);
    expect(await alertsOf(world)).toMatchObject([{ code: 'unknown_price', resolvedAt: null }]);
    world.clock.advance(MINUTE_MS);
    await observe(world.engine, KEY);
    await tick(world.engine);
    expect(await alertsOf(world)).toMatchObject([{ resolvedBy: 'hs-x' }]);
  });
});
