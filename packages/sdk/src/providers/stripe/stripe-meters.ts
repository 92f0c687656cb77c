/**
 * Stripe's meters behind the port. A meter is found by its event name: `hs-x.toml` needs no ids, which differ between test and live mode, and the
 * meter itself says which fields of a payload it reads.
 */
import Stripe from 'stripe';
import type { MeteredUsage, MeterTotalWish, UsageMeters } from '../../billing/ports/usage-meters.js';
import { HsxError } from '../../kernel/hsx-error.js';
import { MINUTE_MS, SECOND_MS } from '../../kernel/instant.js';
import type { Clock } from '../../kernel/clock.js';
import { callStripe } from './errors.js';

type Meter = Stripe.Billing.Meter;

/** How long a meter that was looked up is believed to be as it was. */
const REMEMBERED_MS = 10 * MINUTE_MS;
const PAGE_SIZE = 100;
/** Stripe's answer to an identifier it knows: status 400 and this message (langfuse/langfuse pull request 16292, read 2026-11). */
const KNOWN_IDENTIFIER = /already exists with identifier/i;

/** The meters of one account. */
export function stripeMeters(stripe: Stripe, clock: Clock): UsageMeters {
  const find = meterFinder(stripe, clock);
  return {
    report: async (usage) => report(stripe, await find(usage.eventName), usage),
    total: async (wish) => total(stripe, await find(wish.eventName), wish),
  };
}

/** One event. The SDK adds an idempotency key of its own to the request; that one tells requests apart, the identifier tells usage apart. */
async function report(stripe: Stripe, meter: Meter, usage: MeteredUsage): Promise<void> {
  const { identifier, eventName, customerId, amount, at } = usage;
  await callStripe('report usage', async () => {
    try {
      await stripe.billing.meterEvents.create({
        event_name: eventName,
        identifier,
        timestamp: at / SECOND_MS,
        payload: {
          [meter.customer_mapping.event_payload_key]: customerId,
          [meter.value_settings.event_payload_key]: String(amount),
        },
      });
    } catch (error) {
      if (!isKnownIdentifier(error)) throw error;
    }
  });
}

/** A report that Stripe has already is a report that arrived. */
function isKnownIdentifier(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && KNOWN_IDENTIFIER.test(error.message);
}

async function total(stripe: Stripe, meter: Meter, wish: MeterTotalWish): Promise<number> {
  return callStripe('read a meter', async () => {
    let sum = 0;
    const summaries = stripe.billing.meters.listEventSummaries(meter.id, {
      customer: wish.customerId,
      start_time: wish.fromAt / SECOND_MS,
      end_time: wish.toAt / SECOND_MS,
      limit: PAGE_SIZE,
    });
    for await (const { aggregated_value: value } of summaries) sum += value;
    return sum;
  });
}

/** Looks meters up and remembers them for a while; one that was not there is looked for again each time. */
function meterFinder(stripe: Stripe, clock: Clock): (eventName: string) => Promise<Meter> {
  let known = new Map<string, Meter>();
  let readAt = Number.NEGATIVE_INFINITY;
  return async (eventName) => {
    if (!known.has(eventName) || Math.abs(clock.now() - readAt) > REMEMBERED_MS) {
      known = await activeMeters(stripe);
      readAt = clock.now();
    }
    const meter = known.get(eventName);
    if (!meter) throw noMeter(eventName);
    if (meter.default_aggregation.formula !== 'sum') throw noSum(meter);
    return meter;
  };
}

async function activeMeters(stripe: Stripe): Promise<Map<string, Meter>> {
  return callStripe('list the meters', async () => {
    const meters = new Map<string, Meter>();
    for await (const meter of stripe.billing.meters.list({ status: 'active', limit: PAGE_SIZE })) {
      meters.set(meter.event_name, meter);
    }
    return meters;
  });
}

function noMeter(eventName: string): HsxError {
  return new HsxError({
    code: 'PROVIDER_REFUSED',
    message: `Stripe has no active meter with the event name "${eventName}".`,
    hint: 'Create it (Stripe Dashboard, Billing, Meters), or correct event_name under [billing.meter] in hs-x.toml.',
  });
}

function noSum({ event_name: eventName, default_aggregation: { formula } }: Meter): HsxError {
  return new HsxError({
    code: 'PROVIDER_REFUSED',
    message: `Stripe's meter "${eventName}" counts by "${formula}"; HS-X reports amounts, which only "sum" adds up.`,
    hint: 'A meter cannot be changed: create another one and name its event under [billing.meter] in hs-x.toml.',
  });
}
