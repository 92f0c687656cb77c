/** What Stripe takes and then drops, from its thin event to the operator's alert. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENT_NAME, startMeteringWorld, type MeteringWorld } from './metering-world.js';

const WINDOW_MS = 60_000;

/** One for all: each rule drops usage for a reason of its own. */
let world: MeteringWorld;
beforeAll(async () => {
  world = await startMeteringWorld();
});
afterAll(() => world.close());

async function drop(payload: Readonly<Record<string, string>>, eventName = EVENT_NAME): Promise<void> {
  await world.stripe.billing.meterEvents.create({ event_name: eventName, payload });
}

async function alertsOf(reason: string) {
  const { alerts, scope } = world.app.engine;
  const { entries } = await alerts.store.list(scope, {});
  return entries.filter(({ key }) => key.endsWith(`:${reason}`));
}

describe('usage that Stripe took and dropped', () => {
  it('is told to an operator with meter, reason and count, and with nobody’s name', async () => {
    await drop({ stripe_customer_id: 'cus_deleted', value: '3' });
    await drop({ stripe_customer_id: 'cus_deleted', value: '4' });
    await world.advanceBy(2 * WINDOW_MS);
    const [alert] = await alertsOf('meter_event_customer_not_found');
    expect(alert).toMatchObject({ code: 'usage_dropped', portalId: null, times: 1 });
    expect(alert?.message).toContain(
      `2 usage reports for the meter "${EVENT_NAME}" were taken and then dropped by the provider: meter_event_customer_not_found.`,
    );
    expect(JSON.stringify(alert)).not.toContain('cus_');
  });

  it('is one alert a meter and reason: delivered twice it is told once, and the next report counts', async () => {
    world.simulators.stripe.control.duplicateWebhooks(1);
    await drop({ value: '3' });
    await world.advanceBy(2 * WINDOW_MS);
    expect(await alertsOf('meter_event_no_customer_defined')).toMatchObject([{ times: 1 }]);
    await drop({ value: '3' });
    await world.advanceBy(2 * WINDOW_MS);
    expect(await alertsOf('meter_event_no_customer_defined')).toMatchObject([{ times: 2 }]);
  });

  it('is noted as a use of the destination’s signing secret, and the endpoint’s events as uses of the endpoint’s', async () => {
    await world.app.drain();
    const { secrets } = await world.app.admin.call('secrets', {});
    const used = (name: string) =>
      secrets.find((secret) => secret.name === name)?.values.map(({ lastUsedAt }) => lastUsedAt !== null);
    expect(used('STRIPE_WEBHOOK_SECRET')).toEqual([true]);
    expect(used('STRIPE_METER_WEBHOOK_SECRET')).toEqual([true]);
  });

  it('waits for Stripe when the event cannot be read at once', async () => {
    const reads = { method: 'GET', pathPrefix: '/v2/', shouldRetry: false } as const;
    const { control } = world.simulators.stripe;
    control.failRequests({ ...reads, kind: 'server_error', phase: 'before', count: 1 });
    await drop({ stripe_customer_id: world.customerId, value: 'many' });
    await world.advanceBy(WINDOW_MS);
    expect(await alertsOf('meter_event_invalid_value')).toEqual([]);
    await world.advanceBy(WINDOW_MS);
    expect(await alertsOf('meter_event_invalid_value')).toHaveLength(1);
  });

  it('is told when no meter was found at all', async () => {
    world.simulators.stripe.control.reportNoMeter(['one']);
    await world.advanceBy(WINDOW_MS);
    expect(await alertsOf('no_meter')).toMatchObject([{ code: 'usage_dropped', times: 1 }]);
  });

  it('is nobody’s business here when another product’s meter dropped it', async () => {
    const foreign = {
      display_name: 'Foreign',
      event_name: 'foreign',
      default_aggregation: { formula: 'sum' },
    } as const;
    await world.stripe.billing.meters.create(foreign);
    await drop({ stripe_customer_id: 'cus_deleted', value: '3' }, 'foreign');
    await world.advanceBy(2 * WINDOW_MS);
    expect(await alertsOf('meter_event_customer_not_found')).toMatchObject([{ times: 1 }]);
  });

  it('is told by events that no handler of the author’s sees: none of them fails there, none is left', async () => {
    const { inbox, scope, clock } = world.app.engine;
    expect(world.logLines.filter((line) => line.includes('TypeError'))).toEqual([]);
    const inAWeek = { now: clock.now() + 168 * 60 * WINDOW_MS, limit: 50, leaseMs: WINDOW_MS };
    expect(await inbox.claim(scope, inAWeek)).toEqual([]);
  });
});
