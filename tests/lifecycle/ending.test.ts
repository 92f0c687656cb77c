import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canUse, rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor, pay } from '../support/visitor.js';
import {
  namesOf,
  putTenSyncs,
  recordingApp,
  syncsOf,
  tenSyncs,
  tomlWith,
  type RecordingApp,
} from './recording-app.js';
import {
  accountOf,
  advanceDays,
  cancel,
  changePlan,
  DAY_MS,
  giveLicence,
  keep,
  mailsNamed,
  mailsOf,
  PORTAL,
  SCALE,
  sleep,
  subscribeAndPay,
  subscriptionOf,
  uninstall,
} from './subscriber.js';

let world: World;
let app: RecordingApp;
async function begin(change?: (toml: string) => string): Promise<void> {
  app = recordingApp();
  world = await startWorld({ definition: app.definition, toml: await tomlWith(change) });
  await subscribeAndPay(world);
}
beforeEach(() => begin());
afterEach(() => world.close());

/** Stripe fails one write, whatever is repeated under the same key and under those that follow it. */
const OUTAGE = { kind: 'server_error', phase: 'before', method: 'POST', count: 3 } as const;

/** Cancels and lets the paid period end; answers when it ended. */
async function leave(): Promise<number> {
  await cancel(world);
  const endedAt = subscriptionOf(world).cancelAt ?? 0;
  await world.simulators.clock.advanceTo(endedAt);
  await world.settle();
  await world.settle();
  return endedAt;
}

/** Pays for a plan again; the page is the one the billing page's button leads to. */
async function comeBack(): Promise<void> {
  const { location } = await createVisitor(world).install(PORTAL);
  pay(world, location ?? '');
  await world.settle();
  await world.settle();
}

const endMails = () => mailsOf(world, 'subscription-ended');
const timesOf = (name: string) => namesOf(app).filter((each) => each === name).length;

describe('a cancellation on the billing portal', () => {
  it('leaves everything as it is until the paid period ends, and can be taken back', async () => {
    await cancel(world);
    expect(await rowOf(world, PORTAL)).toMatchObject({
      plan: 'team',
      status: 'active',
      cancelAt: subscriptionOf(world).cancelAt,
    });
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(true);
    await keep(world);
    expect(await rowOf(world, PORTAL)).not.toHaveProperty('cancelAt');
    await world.advanceBy(40 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    expect(endMails()).toEqual([]);
  });

  it('ends in { free, canceled } and one mail that says how long the data is kept', async () => {
    const endedAt = await leave();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'canceled' });
    expect(await canUse(world, PORTAL, 'card.edit')).toBe(false);
    expect(mailsNamed(world, 'subscription-ended')).toMatchObject([
      {
        to: 'admin@northwind-trading.example',
        data: { plan: 'Team', endedAt, dataKeptUntil: endedAt + 30 * DAY_MS },
      },
    ]);
    await advanceDays(world, 5);
    expect(endMails()).toHaveLength(1);
    expect(timesOf('billing.subscription_ended')).toBe(1);
  });

  it('runs the author’s cleanup once, when the data has been kept for retention_days', async () => {
    const endedAt = await leave();
    await world.advanceBy(29 * DAY_MS);
    expect(timesOf('billing.retention_ended')).toBe(0);
    await advanceDays(world, 2);
    await world.advanceBy(40 * DAY_MS);
    const event = { portalId: String(PORTAL), retentionEndsAt: endedAt + 30 * DAY_MS };
    expect(app.calls.filter(({ name }) => name === 'billing.retention_ended')).toEqual([
      { name: 'billing.retention_ended', event },
    ]);
    expect(endMails()).toHaveLength(1);
  });

  it('is restored by a return within the time: no cleanup runs, nothing of the portal is lost', async () => {
    await changePlan(world, SCALE);
    await putTenSyncs(world);
    await leave();
    await world.advanceBy(20 * DAY_MS);
    await comeBack();
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    expect((await accountOf(world)).retentionEndsAt).toBeNull();
    await changePlan(world, SCALE);
    expect(await syncsOf(world)).toEqual(tenSyncs([]));
    await world.advanceBy(60 * DAY_MS);
    expect(timesOf('billing.retention_ended')).toBe(0);
  });

  it('of the second subscription is told like that of the first', async () => {
    await leave();
    await comeBack();
    await leave();
    expect(endMails()).toHaveLength(2);
    await world.advanceBy(40 * DAY_MS);
    expect(timesOf('billing.retention_ended')).toBe(1);
  });

  it('keeps the data of a portal that a licence entitles; its time begins when the licence ends', async () => {
    await leave();
    await giveLicence(world, 'team', 60);
    await world.advanceBy(61 * DAY_MS);
    expect(timesOf('billing.retention_ended')).toBe(0);
    await world.advanceBy(31 * DAY_MS);
    expect(timesOf('billing.retention_ended')).toBe(1);
  });

  it('gives no date that has passed when the app slept through it: the data is kept from when it is told', async () => {
    await cancel(world);
    await sleep(world, 80);
    await world.settle();
    const { dataKeptUntil } = mailsNamed(world, 'subscription-ended')[0]?.data ?? {};
    expect(dataKeptUntil).toBe(world.simulators.clock.now() + 30 * DAY_MS);
    expect(timesOf('billing.retention_ended')).toBe(0);
  });
});

describe('with after_cancel = "free"', () => {
  it('an end is a downgrade to the free plan, and a return resumes what it paused', async () => {
    await world.close();
    await begin((toml) => toml.replace('trial_days = 14', 'trial_days = 14\nafter_cancel = "free"'));
    await putTenSyncs(world);
    await leave();
    expect(await canUse(world, PORTAL, 'card.read')).toBe(true);
    expect(await syncsOf(world)).toEqual(
      tenSyncs(['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9']),
    );
    await comeBack();
    expect((await syncsOf(world)).s0).toBe('active');
    expect(mailsOf(world, 'plan-')).toEqual(['plan-downgraded', 'plan-restored']);
  });
});

describe('an uninstall', () => {
  it('schedules the end of the subscription with its paid period and runs the author’s trigger once', async () => {
    await uninstall(world);
    expect(subscriptionOf(world).cancelAt).toBe(subscriptionOf(world).currentPeriodEndAt);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    await uninstall(world);
    await world.advanceBy(40 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'canceled' });
    expect(timesOf('hubspot.app.uninstalled')).toBe(1);
    expect(endMails()).toHaveLength(1);
  });

  it('is undone by a reinstall, which takes exactly our own cancellation back', async () => {
    await uninstall(world);
    await createVisitor(world).install(PORTAL);
    await world.settle();
    expect(subscriptionOf(world).cancelAt).toBeNull();
    await world.advanceBy(40 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
  });

  it('does not make the customer’s own cancellation ours, whether it came before or after', async () => {
    await cancel(world);
    await uninstall(world);
    await createVisitor(world).install(PORTAL);
    await world.settle();
    expect(subscriptionOf(world).cancelAt).not.toBeNull();
    await keep(world);
    await uninstall(world);
    await keep(world); // the customer takes ours back …
    await cancel(world); // … and cancels a week later
    await createVisitor(world).install(PORTAL);
    await world.settle();
    expect(subscriptionOf(world).cancelAt).not.toBeNull();
  });

  it('and a reinstall before the provider could be reached end in a subscription that goes on', async () => {
    world.simulators.stripe.control.failRequests(OUTAGE);
    await uninstall(world);
    expect((await accountOf(world)).intents).toHaveLength(1);
    await createVisitor(world).install(PORTAL);
    await advanceDays(world, 2);
    expect((await accountOf(world)).intents).toEqual([]);
    expect(subscriptionOf(world).cancelAt).toBeNull();
  });

  it('after a reinstall whose undoing still waits schedules the end again', async () => {
    await uninstall(world);
    world.simulators.stripe.control.failRequests(OUTAGE);
    await createVisitor(world).install(PORTAL);
    await uninstall(world);
    await advanceDays(world, 2);
    expect((await accountOf(world)).intents).toEqual([]);
    expect(subscriptionOf(world).cancelAt).not.toBeNull();
  });

  it('ends a subscription that was paid on a page left open, too', async () => {
    await leave();
    const { location } = await createVisitor(world).install(PORTAL);
    await uninstall(world);
    pay(world, location ?? '');
    await world.settle();
    expect(subscriptionOf(world)).toMatchObject({ status: 'active' });
    expect(subscriptionOf(world).cancelAt).not.toBeNull();
  });

  it('leaves the subscription alone with on_uninstall = "keep"', async () => {
    await world.close();
    await begin((toml) => toml.replace('trial_days = 14', 'trial_days = 14\non_uninstall = "keep"'));
    await uninstall(world);
    await world.advanceBy(40 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
    expect(timesOf('hubspot.app.uninstalled')).toBe(1);
  });
});
