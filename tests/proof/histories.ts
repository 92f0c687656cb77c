/** What can happen in a history, and how likely it is: people's deeds and the trouble around them. */
import fc from 'fast-check';
import type { Card, Paid, PlainAtStripe, StripeDeed } from './at-stripe.js';
import type { WorldSettings } from './proof-world.js';

const HOUR_MS = 3_600_000;

type PlainAtApp = 'addSync' | 'install' | 'revoke' | 'uninstall';

/** One deed or one trouble. */
export type Deed =
  | StripeDeed
  | { readonly kind: PlainAtApp }
  | { readonly kind: 'buy'; readonly plan: Paid; readonly card: Card }
  | { readonly kind: 'openCheckout'; readonly plan: Paid }
  | { readonly kind: 'grant'; readonly plan: Paid; readonly days: number | null }
  | { readonly kind: 'wait'; readonly hours: number }
  /** Scheduled and taken back within an instant, the second time while the first is still being worked off. */
  | { readonly kind: 'changeOfMind'; readonly turns: number }
  /** Every process dies after so many dealings with the world. */
  | { readonly kind: 'crash'; readonly points: number }
  /** The provider answers nobody until some time has passed. */
  | { readonly kind: 'outage' };

/** A deed in one of the portals; in a hurry the next one does not wait until this one has come to rest. */
export interface Step {
  readonly portal: 0 | 1;
  readonly deed: Deed;
  readonly isHurried: boolean;
}

/** A history: what it starts from and what happens. */
export interface History {
  readonly settings: WorldSettings;
  readonly steps: readonly Step[];
}

const paid = fc.constantFrom<Paid>('team', 'scale');
const card = fc.constantFrom<Card>('good', 'good', 'failsLater', 'declined');
const plain = (kind: PlainAtApp | PlainAtStripe) => fc.constant<Deed>({ kind });
const wait = fc
  .constantFrom(1, 6, 24, 73, 100, 7 * 24, 11 * 24 + 1, 15 * 24, 31 * 24)
  .map<Deed>((hours) => ({ kind: 'wait', hours }));

const peoplesDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 2, arbitrary: plain('install') },
  { weight: 1, arbitrary: plain('uninstall') },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('buy' as const), plan: paid, card }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('openCheckout' as const), plan: paid }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('changePlan' as const), plan: paid }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('cancel' as const),
      how: fc.constantFrom('atPeriodEnd' as const, 'atDate' as const, 'now' as const),
    }),
  },
  { weight: 2, arbitrary: plain('undo') },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('updateCard' as const), card }) },
  { weight: 1, arbitrary: plain('payInvoice') },
  { weight: 1, arbitrary: plain('pauseCollection') },
  { weight: 1, arbitrary: plain('resumeCollection') },
  { weight: 2, arbitrary: plain('addSync') },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('grant' as const),
      plan: paid,
      days: fc.constantFrom(2, 20, null),
    }),
  },
  { weight: 1, arbitrary: plain('revoke') },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      share: fc.constantFrom('all' as const, 'part' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Deed>({ kind: 'dispute' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('decideDispute' as const),
      outcome: fc.constantFrom('lost' as const, 'won' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Deed>({ kind: 'deleteCustomer' }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('shortenTrial' as const), days: fc.constantFrom(0, 2, 6) }),
  },
  { weight: 8, arbitrary: wait },
);

const trouble: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('crash' as const), points: fc.integer({ min: 1, max: 40 }) }),
  fc.constant<Deed>({ kind: 'outage' }),
);

/** What happens last is what nothing later makes good. */
const ending: fc.Arbitrary<readonly Deed[]> = fc.oneof(
  fc.constant<readonly Deed[]>([]),
  fc.tuple(fc.constant<Deed>({ kind: 'outage' }), loneChange()),
  fc.tuple(
    fc.constantFrom(1, 1, 2, 3, 5, 8).map<Deed>((points) => ({ kind: 'crash', points })),
    loneChange(),
  ),
  fc.integer({ min: 0, max: 60 }).map<readonly Deed[]>((turns) => [{ kind: 'changeOfMind', turns }]),
);

/** Changes Stripe tells by few events, often by one. */
function loneChange(): fc.Arbitrary<Deed> {
  return fc.constantFrom<Deed>(
    { kind: 'cancel', how: 'atDate' },
    { kind: 'cancel', how: 'atPeriodEnd' },
    { kind: 'undo' },
    { kind: 'pauseCollection' },
    { kind: 'changePlan', plan: 'team' },
    { kind: 'changePlan', plan: 'scale' },
  );
}

function steps(
  deed: fc.Arbitrary<Deed>,
  isHurried: fc.Arbitrary<boolean>,
  last: fc.Arbitrary<readonly Deed[]>,
): fc.Arbitrary<readonly Step[]> {
  const step = fc.record({ portal: fc.constantFrom(0 as const, 0 as const, 1 as const), deed, isHurried });
  const opening = fc.constantFrom<readonly Deed[]>(
    [{ kind: 'install' }],
    [{ kind: 'install' }, { kind: 'buy', plan: 'team', card: 'good' }],
    [
      { kind: 'install' },
      { kind: 'buy', plan: 'scale', card: 'good' },
      { kind: 'addSync' },
      { kind: 'addSync' },
    ],
    [{ kind: 'install' }, { kind: 'buy', plan: 'team', card: 'failsLater' }],
    [{ kind: 'install' }, { kind: 'buy', plan: 'team', card: 'good' }, { kind: 'wait', hours: 15 * 24 }],
    [
      { kind: 'install' },
      { kind: 'buy', plan: 'team', card: 'good' },
      { kind: 'uninstall' },
      { kind: 'wait', hours: 15 * 24 },
      { kind: 'install' },
      { kind: 'buy', plan: 'scale', card: 'good' },
    ],
  );
  return fc
    .tuple(opening, fc.array(step, { minLength: 3, maxLength: 16, size: 'max' }), last)
    .map(([first, rest, end]) => [
      ...first.map((each): Step => ({ portal: 0, deed: each, isHurried: false })),
      ...rest,
      ...end.map((each): Step => ({ portal: 0, deed: each, isHurried: true })),
    ]);
}

const chance = fc.constantFrom(0, 0, 0.1, 0.4);

const faults: fc.Arbitrary<WorldSettings['faults']> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  duplicate: chance,
  reorder: chance,
  drop: fc.constantFrom(0, 0, 0.3, 1),
  forge: fc.constantFrom(0, 0.2),
  delay: fc.record({ p: chance, maxMs: fc.constantFrom(60_000, 20 * HOUR_MS) }),
  request429: fc.constantFrom(0, 0, 0.2),
  requestTimeout: fc.constantFrom(0, 0, 0.1),
  error500AfterCommit: fc.constantFrom(0, 0, 0.2),
  error500Before: fc.constantFrom(0, 0, 0.2),
});

const worldSettings = {
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  workers: fc.constantFrom(1 as const, 2 as const),
  afterCancel: fc.constantFrom('deny' as const, 'free' as const),
  afterLastFailure: fc.constantFrom(
    'cancel' as const,
    'past_due' as const,
    'pause' as const,
    'unpaid' as const,
  ),
  graceDays: fc.constantFrom(0, 0, 5),
  slowness: fc.constantFrom(0, 0, 12),
};

/** Histories in which nothing goes wrong: the judge asks for every mail. */
export const quietHistories: fc.Arbitrary<History> = fc.record({
  settings: fc.record({ ...worldSettings, workers: fc.constant(1 as const), faults: fc.constant({}) }),
  steps: steps(peoplesDeed, fc.constant(false), fc.constant([])),
});

/** Histories in which the network, the provider and the processes fail as they like. */
export const troubledHistories: fc.Arbitrary<History> = fc.record({
  settings: fc.record({ ...worldSettings, faults }),
  steps: steps(
    fc.oneof({ weight: 5, arbitrary: peoplesDeed }, { weight: 1, arbitrary: trouble }),
    fc.boolean(),
    ending,
  ),
});
