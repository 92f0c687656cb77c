import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rowOf } from '../support/portal.js';
import { startWorld, type World } from '../support/start-world.js';
import { createVisitor } from '../support/visitor.js';
import { recordingApp, tomlWith } from './recording-app.js';
import {
  accountOf,
  act,
  advanceDays,
  DAY_MS,
  PORTAL,
  SCALE,
  stripeOf,
  subscribeAndPay,
  subscriptionOf,
  TEAM,
  uninstall,
} from './subscriber.js';

let world: World;

beforeEach(async () => {
  world = await startWorld({ definition: recordingApp().definition, toml: await tomlWith() });
  await subscribeAndPay(world);
});
afterEach(() => world.close());

/** The app's last write to the subscription, as the network may deliver it a second time. */
async function lastWrite(): Promise<() => Promise<void>> {
  const stripe = stripeOf(world);
  const { data } = await stripe.events.list({ type: 'customer.subscription.updated' });
  const idempotencyKey = data[0]?.request?.idempotency_key ?? '';
  expect(idempotencyKey).toContain(String(PORTAL));
  const params = { cancel_at_period_end: subscriptionOf(world).cancelAt !== null };
  return async () => {
    await stripe.subscriptions.update(subscriptionOf(world).id, params, { idempotencyKey });
    await world.settle();
  };
}

describe('an uninstall and a reinstall within seconds on a slow network', () => {
  it('end in a subscription that goes on, though a copy of the cancellation lands last', async () => {
    await uninstall(world);
    const lateCopy = await lastWrite();
    await createVisitor(world).install(PORTAL);
    await world.settle();
    await lateCopy();
    expect(subscriptionOf(world).cancelAt).toBeNull();
    expect(await rowOf(world, PORTAL)).not.toHaveProperty('cancelAt');
    await world.advanceBy(40 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'team', status: 'active' });
  });

  it('take the cancellation back only after what became of it is known', async () => {
    world.simulators.stripe.control.setFaults({ error500Before: 1 });
    await uninstall(world);
    await createVisitor(world).install(PORTAL);
    expect((await accountOf(world)).intents.map(({ kind }) => kind)).toEqual([
      'scheduleCancellation',
      'undoCancellation',
    ]);
    world.simulators.stripe.control.setFaults({});
    await advanceDays(world, 1);
    expect((await accountOf(world)).intents).toEqual([]);
    expect(subscriptionOf(world).cancelAt).toBeNull();
  });
});

describe('an uninstall after the customer scheduled a downgrade on the billing portal', () => {
  const scheduleDowngrade = async () => {
    const stripe = stripeOf(world);
    const { id } = subscriptionOf(world);
    await act(world, { kind: 'change_plan', subscriptionId: id, priceId: SCALE });
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
    const [running] = schedule.phases;
    await stripe.subscriptionSchedules.update(schedule.id, {
      phases: [
        {
          start_date: running!.start_date,
          end_date: running!.end_date,
          items: [{ price: SCALE, quantity: 1 }],
        },
        { items: [{ price: TEAM, quantity: 1 }], proration_behavior: 'none' },
      ],
    });
    await world.settle();
    return schedule.id;
  };

  it('ends the subscription with its paid period, and support reads why the downgrade is gone', async () => {
    const scheduleId = await scheduleDowngrade();
    await uninstall(world);
    const { id, cancelAt, currentPeriodEndAt } = subscriptionOf(world);
    expect(cancelAt).toBe(currentPeriodEndAt);
    expect((await stripeOf(world).subscriptions.retrieve(id)).schedule).toBeNull();
    const { engine } = world.app;
    const lines = await engine.store.journal({ ...engine.scope, portalId: String(PORTAL) }, 20);
    expect(lines.map(({ summary }) => summary).join('\n')).toContain(
      `scheduled as ${scheduleId} was dropped`,
    );
    await world.advanceBy(40 * DAY_MS);
    expect(await rowOf(world, PORTAL)).toMatchObject({ plan: 'free', status: 'canceled' });
  });

  it('survives a crash between releasing the schedule and scheduling the end', async () => {
    await scheduleDowngrade();
    const pathPrefix = `/v1/subscriptions/${subscriptionOf(world).id}`;
    world.simulators.stripe.control.failRequests({
      kind: 'server_error',
      phase: 'before',
      method: 'POST',
      pathPrefix,
      count: 3,
    });
    await uninstall(world);
    await advanceDays(world, 2);
    expect((await accountOf(world)).intents).toEqual([]);
    expect(subscriptionOf(world).cancelAt).not.toBeNull();
  });
});
