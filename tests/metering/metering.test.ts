/** Usage from the author's call to the provider's meter and its invoice, whatever happens on the way. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { HOUR_MS, startMeteringWorld, type MeteringWorld } from './metering-world.js';

const RUNS = Number(process.env.HSX_METERING_RUNS ?? 8);
const EVENTS = { method: 'POST', pathPrefix: '/v1/billing/meter_events', shouldRetry: false } as const;

let world: MeteringWorld;
afterEach(() => world.close());

type Act =
  | { readonly kind: 'use'; readonly amount: number; readonly key: string }
  | { readonly kind: 'giveBack'; readonly amount: number }
  | { readonly kind: 'wait'; readonly hours: number }
  | {
      readonly kind: 'outage';
      readonly hours: number;
      readonly how: 'rate_limited' | 'server_error';
      /** So many reports arrive before it, and their answers do not. */
      readonly unheard: number;
    }
  | { readonly kind: 'restart' };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('use' as const),
      amount: fc.integer({ min: 1, max: 50 }),
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('giveBack' as const), amount: fc.integer({ min: 1, max: 20 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(1, 2, 5) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('outage' as const),
      hours: fc.constantFrom(1, 4, 26), // after a day the provider has forgotten what it took
      how: fc.constantFrom('rate_limited' as const, 'server_error' as const),
      unheard: fc.integer({ min: 0, max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

/** What each rule of the report was made for, so that a few runs meet it, too: a lost answer, then a short outage or one of more than a day. */
const STORIES: readonly Act[][] = [1, 26].flatMap((hours) => {
  const use = { kind: 'use', amount: 40, key: 'a' } as const;
  const lost = { kind: 'outage', hours, how: 'server_error', unheard: 2 } as const;
  return [
    [use, lost],
    [use, { kind: 'wait', hours: 1 } as const, lost],
  ];
});

async function perform(given: Act, amounts: Map<string, number>): Promise<void> {
  switch (given.kind) {
    case 'use': {
      const amount = amounts.get(given.key) ?? given.amount; // a repetition is of the same call
      amounts.set(given.key, amount);
      return world.use(amount, given.key);
    }
    case 'giveBack':
      await world.giveBack(given.amount);
      return;
    case 'wait':
      return wait(given.hours);
    case 'outage':
      return outage(given);
    case 'restart':
      return world.restart();
  }
}

async function outage({ hours, how, unheard }: Extract<Act, { kind: 'outage' }>): Promise<void> {
  const { control } = world.simulators.stripe;
  if (unheard > 0) control.failRequests({ ...EVENTS, kind: 'server_error', phase: 'after', count: unheard });
  await wait(1);
  control.endFailures();
  control.failRequests({ ...EVENTS, kind: how, phase: 'before', count: Number.MAX_SAFE_INTEGER });
  await wait(hours);
  control.endFailures();
}

async function wait(hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour++) await world.advanceBy(HOUR_MS);
}

/** Puts a price of seven cents a record on the portal's subscription, beside the one it has. */
async function sellByUsage(): Promise<{
  readonly priceId: string;
  readonly subscriptionId: string;
  readonly endsAt: number;
}> {
  const { stripe, customerId } = world;
  const [meter] = (await stripe.billing.meters.list()).data;
  const { id: priceId } = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 7,
    product_data: { name: 'Records' },
    recurring: { interval: 'month', usage_type: 'metered', meter: meter?.id ?? '' },
  });
  const [subscription] = (await stripe.subscriptions.list({ customer: customerId })).data;
  const subscriptionId = subscription?.id ?? '';
  await stripe.subscriptions.update(subscriptionId, {
    items: [{ price: priceId }],
    proration_behavior: 'none',
  });
  const endsAt = (subscription?.items.data[0]?.current_period_end ?? 0) * 1_000;
  return { priceId, subscriptionId, endsAt };
}

/** The lines of the invoice at the end of the period. */
async function cycleLines() {
  const { data } = await world.stripe.invoices.list({ customer: world.customerId });
  const invoice = data.find(({ billing_reason: reason }) => reason === 'subscription_cycle');
  return invoice?.lines.data.map(({ quantity, amount, pricing }) => ({
    quantity,
    amount,
    price: pricing?.price_details?.price,
  }));
}

describe('metered usage', () => {
  it(
    'is on the provider’s meter exactly as in the ledger, after outages, lost answers, repetitions and restarts',
    { timeout: 60_000 + RUNS * 1_000 },
    async () => {
      world = await startMeteringWorld();
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), fc.uuid(), async (acts, run) => {
          const amounts = new Map<string, number>();
          for (const each of acts) {
            await perform('key' in each ? { ...each, key: `${run}:${each.key}` } : each, amounts);
          }
          await wait(3);
          expect(await world.meterTotal()).toBe(world.ledgerTotal());
          expect(world.unreportedHours()).toBe(0);
        }),
        {
          numRuns: RUNS,
          seed: 20_261_121,
          endOnFailure: true,
          examples: STORIES.map((acts, index) => [acts, `story-${index}`]),
        },
      );
      expect(world.ledgerTotal()).toBeGreaterThan(0);
    },
  );

  it('is billed with the renewal: a metered price charges exactly what was used in the period', async () => {
    world = await startMeteringWorld();
    const { priceId } = await sellByUsage();
    await world.use(30, 'one');
    await world.advanceBy(5 * HOUR_MS);
    await world.use(12, 'two');
    await world.advanceBy(32 * 24 * HOUR_MS);
    expect(await cycleLines()).toContainEqual({ quantity: 42, amount: 42 * 7, price: priceId });
  });

  it('is billed to the last minute when a subscription ends: its last hour is reported while the final invoice is a draft', async () => {
    world = await startMeteringWorld();
    const { priceId, subscriptionId, endsAt } = await sellByUsage();
    await world.stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true });
    await world.use(30, 'one');
    await world.advanceBy(endsAt - 10 * 60_000 - world.simulators.clock.now());
    await world.use(12, 'two');
    await world.advanceBy(2 * HOUR_MS);
    expect(await cycleLines()).toEqual([{ quantity: 42, amount: 42 * 7, price: priceId }]);
    expect(world.unreportedHours()).toBe(0);
    await expect(world.use(1, 'three')).rejects.toThrow('402'); // nothing is counted that nobody would pay
  });

  it('is compared with the meter every night: what the meter counts and nobody reported is told to an operator', async () => {
    world = await startMeteringWorld();
    await world.use(5, 'one');
    await world.advanceBy(2 * HOUR_MS);
    const foreign = { stripe_customer_id: world.customerId, value: '3' };
    await world.stripe.billing.meterEvents.create({ event_name: 'records', payload: foreign });
    for (let day = 0; day < 3; day++) await world.advanceBy(24 * HOUR_MS);
    const { alerts, scope } = world.app.engine;
    const { entries } = await alerts.store.list(scope, {});
    expect(entries.map(({ code }) => code)).toContain('usage_mismatch');
  });
});
