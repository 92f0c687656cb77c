import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyAccount, type Account } from '../../src/billing/account.js';
import { decide } from '../../src/billing/decide/index.js';
import type { Input } from '../../src/billing/input.js';
import type {
  ObservedCustomer,
  ObservedSubscription,
  SubscriptionStatus,
} from '../../src/billing/observation.js';
import { ENTITLEMENT_STATUSES, type Entitlement } from '../../src/contract/entitlement.js';
import { DAY_MS } from '../../src/kernel/instant.js';
import { ACCOUNT_KEY, buildCustomer, buildRules } from '../../src/testing/index.js';
import { NOW } from './given.js';

const STATUSES: readonly SubscriptionStatus[] = [
  'trialing',
  'active',
  'past_due',
  'unpaid',
  'paused',
  'incomplete',
  'incomplete_expired',
  'canceled',
  'unknown',
];

const instant = fc.integer({ min: NOW - 60 * DAY_MS, max: NOW + 60 * DAY_MS });
const maybe = (arbitrary: fc.Arbitrary<number>) => fc.option(arbitrary, { nil: null });
const generation = fc.integer({ min: 1, max: 6 });
const checkoutId = fc.constantFrom('cs_1', 'cs_2', 'cs_3');
const customerId = fc.constantFrom('cus_1', 'cus_2');
const plan = fc.constantFrom('free', 'team', 'scale', 'gold', '__proto__');
const text = fc.string({ maxLength: 8 });

function subscriptionWith(prices: readonly string[]): fc.Arbitrary<ObservedSubscription> {
  return fc.record({
    subscriptionId: fc.constantFrom('sub_1', 'sub_2', 'sub_3'),
    status: fc.constantFrom(...STATUSES),
    providerStatus: text,
    priceIds: fc.array(fc.constantFrom(...prices), { minLength: 1, maxLength: 3 }),
    createdAt: instant,
    trialEndsAt: maybe(instant),
    billingAnchorAt: maybe(instant),
    periodEndsAt: maybe(instant),
    cancelAt: maybe(instant),
    endedAt: maybe(instant),
    isCollectionPaused: fc.boolean(),
    latestInvoice: fc.constant(null),
  });
}

function customerWith(prices: readonly string[], id: fc.Arbitrary<string>): fc.Arbitrary<ObservedCustomer> {
  return fc.record({
    provider: fc.constant('stripe' as const),
    customerId: id,
    isDeleted: fc.boolean(),
    email: fc.option(fc.emailAddress(), { nil: null }),
    cardFingerprint: fc.constant(null),
    subscriptions: fc.uniqueArray(subscriptionWith(prices), {
      maxLength: 3,
      selector: (each) => each.subscriptionId,
    }),
  });
}

const ANY_PRICE = ['price_team', 'price_scale', 'price_unknown'];
const row = fc.record({
  plan,
  status: fc.constantFrom(...ENTITLEMENT_STATUSES),
  source: fc.constantFrom('none' as const, 'stripe' as const),
  updatedAt: instant,
  adminEmail: text,
}) satisfies fc.Arbitrary<Entitlement>;

const input: fc.Arbitrary<Input> = fc.oneof(
  fc.record({
    kind: fc.constant('installed' as const),
    adminEmail: text,
    accountType: fc.constantFrom('STANDARD' as const, 'SANDBOX' as const, 'UNKNOWN' as const),
    scopes: fc.constant([]),
  }),
  fc.record({ kind: fc.constant('checkoutWished' as const), plan }),
  fc.record({ kind: fc.constant('customerCreated' as const), generation, customerId }),
  fc.record({
    kind: fc.constant('checkoutOpened' as const),
    generation,
    checkoutId,
    url: text,
    expiresAt: instant,
  }),
  fc.record({ kind: fc.constantFrom('checkoutExpired' as const, 'checkoutCompleted' as const), checkoutId }),
  fc.record({
    kind: fc.constantFrom('intentPostponed' as const, 'intentRefused' as const),
    needsOperator: fc.boolean(),
    generation,
    reason: text,
  }),
  fc.record({
    kind: fc.constant('customerObserved' as const),
    observed: customerWith(ANY_PRICE, customerId),
  }),
  fc.record({
    kind: fc.constant('grantGiven' as const),
    grant: fc.record({
      grantId: fc.constantFrom('a', 'b'),
      source: fc.constantFrom('invoice' as const, 'partner' as const, 'reviewer' as const),
      plan,
      givenAt: instant,
      until: maybe(instant),
      reason: text,
      actor: text,
    }),
  }),
  fc.record({
    kind: fc.constant('grantRevoked' as const),
    grantId: fc.constantFrom('a', 'b'),
    actor: text,
    reason: text,
  }),
  fc.record({ kind: fc.constant('rowWritten' as const), row: fc.option(row, { nil: null }) }),
  fc.record({
    kind: fc.constant('customerMapped' as const),
    customerId,
    adminEmail: fc.option(text, { nil: null }),
  }),
  fc.record({ kind: fc.constant('nextStepKept' as const), url: text }),
  fc.record({ kind: fc.constantFrom('setupDelayed' as const, 'timePassed' as const) }),
);

const rules = fc.constantFrom(
  buildRules(),
  buildRules({ past_due_grace_days: 3, after_cancel: 'free' }),
  buildRules({ plans: ['team', 'scale'], trial_days: 0 }),
  buildRules({}, { isHandWired: true }),
);
const story = fc.array(fc.tuple(input, instant), { maxLength: 12 });

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

describe('decide, whatever happens in whatever order', () => {
  it('never throws, never changes what it is given, and says the same for the same', () => {
    fc.assert(
      fc.property(rules, story, (given, inputs) => {
        let account: Account = frozen(emptyAccount(ACCOUNT_KEY));
        for (const [each, now] of inputs) {
          const decision = decide(account, frozen(each), given, now);
          expect(decide(account, each, given, now)).toEqual(decision);
          account = frozen(decision.account);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves an account that survives being stored', () => {
    fc.assert(
      fc.property(rules, story, (given, inputs) => {
        const last = inputs.reduce(
          (account, [each, now]) => decide(account, each, given, now).account,
          emptyAccount(ACCOUNT_KEY),
        );
        expect(JSON.parse(JSON.stringify(last))).toEqual(last);
      }),
      { numRuns: 150 },
    );
  });

  it('never opens two pages at once, and sells nothing beside a live subscription', () => {
    fc.assert(
      fc.property(story, (inputs) => {
        const given = buildRules();
        let account = emptyAccount(ACCOUNT_KEY);
        for (const [each, now] of inputs) {
          const before = account;
          account = decide(account, each, given, now).account;
          const opens = (some: Account) =>
            some.intents.filter((intent) => intent.kind === 'openCheckout').length;
          const live = ['trialing', 'active', 'past_due', 'unpaid', 'paused', 'unknown'];
          if (live.includes(account.subscription?.status ?? ''))
            expect(opens(account)).toBeLessThanOrEqual(opens(before));
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** The row without the instant of its last change, which tells when we heard of something. */
function contentOf(account: Account): Partial<Entitlement> | null {
  return account.entitlement && { ...account.entitlement, updatedAt: 0 };
}

describe('observations', () => {
  const known = customerWith(['price_team', 'price_scale'], fc.constant('cus_1')).map((customer) => ({
    ...customer,
    isDeleted: false,
    email: 'ada@example.com',
  }));

  it('in any order, number and loss that end with the same one end with the same row', () => {
    fc.assert(
      fc.property(fc.array(known, { maxLength: 6 }), known, (before, last) => {
        const given = buildRules();
        const shows = last.subscriptions.some((each) => !each.status.startsWith('incomplete'));
        fc.pre(shows);
        const after = (observations: readonly ObservedCustomer[]) =>
          observations.reduce(
            (account, observed) =>
              decide(account, { kind: 'customerObserved', observed }, given, NOW).account,
            buildCustomer(),
          );
        const straight = contentOf(after([last]));
        expect(contentOf(after([...before, last]))).toEqual(straight);
        expect(contentOf(after([...before, last, last]))).toEqual(straight);
      }),
      { numRuns: 300 },
    );
  });
});
