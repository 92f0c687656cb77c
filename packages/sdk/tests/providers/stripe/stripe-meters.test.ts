import { afterEach, describe, expect, it } from 'vitest';
import { createStripeClient } from '../../../src/providers/stripe/client.js';
import { stripeMeters } from '../../../src/providers/stripe/stripe-meters.js';
import type { UsageMeters } from '../../../src/billing/ports/usage-meters.js';
import { silentLogger } from '../../../src/kernel/logger.js';
import { MINUTE_MS } from '../../../src/kernel/instant.js';
import { fixedClock } from '../../../src/testing/index.js';
import { listOf, startScriptedStripe, type ScriptedStripe } from './scripted-stripe.js';

const NOW = Date.UTC(2026, 10, 20, 9);
const USAGE = {
  identifier: 'hsx-1',
  eventName: 'records',
  customerId: 'cus_1',
  amount: 42,
  at: NOW + 1_000,
};

const opened: ScriptedStripe[] = [];

afterEach(async () => {
  for (const stripe of opened.splice(0)) await stripe.close();
});

function meter(more: object = {}): object {
  return {
    id: 'mtr_1',
    object: 'billing.meter',
    event_name: 'records',
    status: 'active',
    default_aggregation: { formula: 'sum' },
    customer_mapping: { type: 'by_id', event_payload_key: 'stripe_customer_id' },
    value_settings: { event_payload_key: 'value' },
    ...more,
  };
}

async function metersWith(routes: Parameters<typeof startScriptedStripe>[0]) {
  const stripe = await startScriptedStripe({ 'GET /v1/billing/meters': listOf([meter()]), ...routes });
  opened.push(stripe);
  const clock = fixedClock(NOW);
  const client = createStripeClient({
    secretKey: 'sk_test_1',
    origin: stripe.origin,
    logger: silentLogger,
  });
  const meters: UsageMeters = stripeMeters(client, clock);
  return { meters, clock, seen: stripe.seen };
}

function refusal(message: string, more: object = {}) {
  const error = { type: 'invalid_request_error', message, ...more };
  return { status: 400, headers: { 'stripe-should-retry': 'false' }, body: { error } };
}

const CREATED = { body: { object: 'billing.meter_event' } };

describe('a usage report to Stripe', () => {
  it('is one meter event with its identifier, its second, its customer and a whole number', async () => {
    const { meters, seen } = await metersWith({ 'POST /v1/billing/meter_events': CREATED });
    await meters.report({ ...USAGE, amount: -7 });
    expect(Object.fromEntries(seen.at(-1)?.form ?? [])).toEqual({
      event_name: 'records',
      identifier: 'hsx-1',
      timestamp: String(NOW / 1_000 + 1),
      'payload[stripe_customer_id]': 'cus_1',
      'payload[value]': '-7',
    });
    expect(seen.at(-1)?.headers['idempotency-key']).not.toContain('hsx-1');
  });

  it('names its fields as the meter reads them', async () => {
    const custom = meter({
      customer_mapping: { type: 'by_id', event_payload_key: 'payer' },
      value_settings: { event_payload_key: 'rows' },
    });
    const { meters, seen } = await metersWith({
      'GET /v1/billing/meters': listOf([custom]),
      'POST /v1/billing/meter_events': CREATED,
    });
    await meters.report(USAGE);
    const form = seen.at(-1)?.form;
    expect([form?.get('payload[payer]'), form?.get('payload[rows]')]).toEqual(['cus_1', '42']);
  });

  it('that Stripe has already has arrived', async () => {
    const known = refusal('An event already exists with identifier hsx-1.');
    const { meters, seen } = await metersWith({ 'POST /v1/billing/meter_events': known });
    await meters.report(USAGE);
    expect(seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('that Stripe refuses for another reason is refused', async () => {
    const old = refusal('The timestamp is too far in the past.', { param: 'timestamp' });
    const { meters } = await metersWith({ 'POST /v1/billing/meter_events': old });
    await expect(meters.report(USAGE)).rejects.toMatchObject({
      code: 'PROVIDER_REFUSED',
      message: expect.stringContaining('HS-X could not report usage') as string,
    });
  });

  it('that never got an answer is unavailable, and nobody is told that it arrived', async () => {
    const { meters } = await metersWith({
      'POST /v1/billing/meter_events': { status: 500, body: { error: { message: 'oops' } } },
    });
    await expect(meters.report(USAGE)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  });

  it('is refused without a meter of that event, and with one that does not add up', async () => {
    const none = await metersWith({ 'GET /v1/billing/meters': listOf([]) });
    await expect(none.meters.report(USAGE)).rejects.toMatchObject({
      code: 'PROVIDER_REFUSED',
      message: 'Stripe has no active meter with the event name "records".',
    });
    const last = meter({ default_aggregation: { formula: 'last' } });
    const { meters } = await metersWith({ 'GET /v1/billing/meters': listOf([last]) });
    await expect(meters.report(USAGE)).rejects.toThrow('counts by "last"');
  });

  it('looks its meter up once in ten minutes', async () => {
    const { meters, clock, seen } = await metersWith({ 'POST /v1/billing/meter_events': CREATED });
    const lookUps = () => seen.filter(({ method }) => method === 'GET').length;
    await meters.report(USAGE);
    await meters.report(USAGE);
    expect(lookUps()).toBe(1);
    clock.advance(10 * MINUTE_MS + 1);
    await meters.report(USAGE);
    expect(lookUps()).toBe(2);
  });
});

describe('what Stripe has counted', () => {
  it('is the sum of the meter’s summaries for the customer and the time', async () => {
    const { meters, seen } = await metersWith({
      'GET /v1/billing/meters/mtr_1/event_summaries': listOf([
        { id: 's1', aggregated_value: 40 },
        { id: 's2', aggregated_value: 2 },
      ]),
    });
    const wish = { eventName: 'records', customerId: 'cus_1', fromAt: NOW, toAt: NOW + MINUTE_MS };
    expect(await meters.total(wish)).toBe(42);
    const query = new URL(seen.at(-1)?.path ?? '', 'http://x').searchParams;
    expect(query.get('customer')).toBe('cus_1');
    expect([query.get('start_time'), query.get('end_time')]).toEqual([
      String(NOW / 1_000),
      String(NOW / 1_000 + 60),
    ]);
  });

  it('is nothing where there is no summary', async () => {
    const { meters } = await metersWith({
      'GET /v1/billing/meters/mtr_1/event_summaries': listOf([]),
    });
    const wish = { eventName: 'records', customerId: 'cus_1', fromAt: NOW, toAt: NOW + MINUTE_MS };
    expect(await meters.total(wish)).toBe(0);
  });
});
