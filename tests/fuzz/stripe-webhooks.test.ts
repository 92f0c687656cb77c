/**
 * Genuine Stripe events with anything done to them. With a valid signature each is stored and answered 200, or refused as no event; the rows
 * still become what Stripe says, and no other portal's row moves. Without one, nothing at all happens.
 */
import fc from 'fast-check';
import { observe } from '@hs-x/sdk/billing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engineOf, SCALE, stripeOf, subscriptionOf, TEAM } from '../lifecycle/subscriber.js';
import { rowOf } from '../support/portal.js';
import type { World } from '../support/start-world.js';
import { everyRow, rowsIn } from '../support/stored-rows.js';
import {
  errorLines,
  faultOfRefusal,
  leakIn,
  OURS,
  post,
  startPayingWorld,
  THEIRS,
  type Answer,
} from './fuzz-world.js';
import { fuzz, TIME_LIMIT_MS } from './fuzz.js';
import { stripeSignature } from './signing.js';
import { mutatedText, mutationsWith, strangeText, type Mutation } from './strange.js';

const MAX_BODY_BYTES = 1_000_000;

interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: Readonly<Record<string, unknown>> };
}

let world: World;
let events: readonly StripeEvent[];
beforeAll(async () => {
  world = await startPayingWorld();
  events = world.simulators.stripe.control.snapshot().events as readonly StripeEvent[];
  expect(events.length).toBeGreaterThan(10);
});
afterAll(() => world.close());

/** Shapes of other API versions and of both kinds of payload. */
const SHAPES = ['as sent', 'old', 'newer', 'thin', 'expanded'] as const;

interface Case {
  readonly event: number;
  readonly shape: (typeof SHAPES)[number];
  /** Null: as it was sent, so that it arrives twice. */
  readonly id: string | null;
  readonly mutations: readonly Mutation[];
}

/** What would do most harm: the other portal's ids, types with a meaning, the other mode. */
const HARM = [
  String(THEIRS),
  `"${THEIRS}"`,
  '"customer"',
  '"customer.deleted"',
  '"hubspot.contact.creation"',
  '"v2.core.event"',
  'true',
];

const caseOf: fc.Arbitrary<Case> = fc.record({
  event: fc.nat(1_000),
  shape: fc.constantFrom(...SHAPES),
  id: fc.oneof(
    fc.constant(null),
    fc.uuid().map((id) => `evt_${id}`),
    strangeText,
  ),
  mutations: fc.oneof(fc.constant([]), mutationsWith(HARM), mutationsWith(HARM)),
});

/** The fields that decide come first, where most mutations strike. */
function shaped({ event: index, shape, id }: Case): unknown {
  const event = events[index % events.length]!;
  const { object, customer, ...rest } = event.data.object;
  const named = { customer: customer ?? null, object, ...rest };
  const own = {
    id: id ?? event.id,
    type: event.type,
    created: event.created,
    livemode: false,
    object: 'event',
  };
  const snapshot = (fields: object) => ({ ...own, data: { ...event.data, object: fields } });
  switch (shape) {
    case 'as sent':
      return { ...snapshot(named), api_version: '2026-10-28.endive', pending_webhooks: 1, request: null };
    case 'old':
      return { ...snapshot({ ...named, current_period_end: 1_790_000_000 }), api_version: '2015-10-16' };
    case 'newer':
      return {
        ...snapshot({ ...named, cancel_at: null, parent: { type: 'x' } }),
        api_version: '2031-01-01.y',
      };
    case 'expanded':
      return snapshot({ ...named, customer: { id: customer, object: 'customer' } });
    case 'thin':
      return {
        ...own,
        type: `v1.${event.type}`,
        object: 'v2.core.event',
        created: new Date(event.created * 1_000).toISOString(),
        related_object: { id: customer ?? rest.id, type: 'customer', url: '/v1/customers/x' },
      };
  }
}

const nowSeconds = () => Math.floor(Date.now() / 1_000);
const genuineSecret = () => world.app.settings.stripe?.webhookSecrets[0] ?? '';

function send(body: string, secret: string): Promise<Answer> {
  return post(`${world.appUrl}/webhooks/stripe`, {
    body,
    headers: { 'stripe-signature': stripeSignature(body, secret, nowSeconds()) },
  });
}

describe('a mutated event without a valid signature', () => {
  it(
    'is a 4xx and leaves every table as it was, byte for byte',
    async () => {
      const before = everyRow(world);
      const cases = fc.record({
        arrived: caseOf,
        secret: fc.oneof(fc.constant('whsec_of_somebody'), strangeText),
      });
      await fuzz(50, cases, async ({ arrived, secret }) => {
        const body = mutatedText(shaped(arrived), arrived.mutations);
        const answer = await send(body, secret);
        expect(answer.status).toBe(Buffer.byteLength(body) > MAX_BODY_BYTES ? 413 : 400);
        expect(faultOfRefusal(world, answer)).toBeNull();
        expect(everyRow(world)).toEqual(before);
      });
    },
    TIME_LIMIT_MS,
  );
});

describe('a mutated event with a valid signature', () => {
  it(
    'is stored or refused, never an error; rows become what Stripe says, and those of other portals stay',
    async () => {
      const theirRow = await rowOf(world, THEIRS);
      const customers = rowsIn(world, 'customers');
      const seen = { taken: 0, refused: 0 };
      world.simulators.stripe.control.holdWebhooks();
      const cases = fc.record({
        truth: fc.constantFrom('as it was', TEAM, SCALE, 'canceling', 'keeping'),
        arrived: fc.array(caseOf, { minLength: 1, maxLength: 3 }),
      });
      await fuzz(70, cases, async ({ truth, arrived }) => {
        await change(truth);
        for (const each of arrived) {
          const answer = await send(mutatedText(shaped(each), each.mutations), genuineSecret());
          expect(faultOf(answer)).toBeNull();
          seen[answer.status === 200 ? 'taken' : 'refused'] += 1;
        }
        await world.app.tick();
        const engine = engineOf(world);
        await observe(engine, { ...engine.scope, portalId: String(OURS) });
        await expectTruth();
        expect(await rowOf(world, THEIRS)).toEqual(theirRow);
        expect(rowsIn(world, 'customers')).toBe(customers);
      });
      expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(20);
      expect(errorLines(world)).toEqual([]);
    },
    TIME_LIMIT_MS,
  );
});

function faultOf(answer: Answer): string | null {
  return answer.status === 200 ? leakIn(world, answer) : faultOfRefusal(world, answer);
}

async function change(truth: string): Promise<void> {
  if (truth === 'as it was') return;
  const stripe = stripeOf(world);
  const { id } = subscriptionOf(world);
  if (truth === 'canceling' || truth === 'keeping') {
    await stripe.subscriptions.update(id, { cancel_at_period_end: truth === 'canceling' });
    return;
  }
  const { items } = await stripe.subscriptions.retrieve(id);
  await stripe.subscriptions.update(id, { items: [{ id: items.data[0]!.id, price: truth }] });
}

async function expectTruth(): Promise<void> {
  const { priceIds, cancelAt, trialEndAt } = subscriptionOf(world);
  const row = await rowOf(world, OURS);
  expect(row).toMatchObject({
    plan: priceIds[0] === TEAM ? 'team' : 'scale',
    status: 'trialing',
    source: 'stripe',
    trialEndsAt: trialEndAt,
  });
  expect(row?.cancelAt ?? null).toBe(cancelAt);
}
