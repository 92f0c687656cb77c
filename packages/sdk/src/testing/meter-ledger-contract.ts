import type { MeterLedger, SealedSlice } from '../billing/ports/meter-ledger.js';
import type { UsageLedger } from '../billing/ports/usage-ledger.js';
import { HOUR_MS, MINUTE_MS } from '../kernel/instant.js';
import { ACCOUNT_KEY } from './build-account.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { STORE_NOW, STORE_SCOPE } from './store-wishes.js';
import { countOf, keyed, kindOf, refundOf, USAGE_SLICE } from './usage-wishes.js';

/** The ledgers of usage and of its reports, on one database. */
export interface MeterStores {
  readonly usage: UsageLedger;
  readonly meterLedger: MeterLedger;
}

/** What every `MeterLedger` promises; `makeStores` gives empty ones each time. */
export function meterLedgerContract(makeStores: () => Promise<MeterStores>): readonly ContractCase[] {
  return RULES.map(({ title, run }) => ({ title, run: async () => run(await makeStores()) }));
}

/** A slice that many hours after the first. */
function sliceAt(hours: number, customerId = USAGE_SLICE.customerId) {
  const startsAt = USAGE_SLICE.startsAt + hours * HOUR_MS;
  return { customerId, startsAt, endsAt: startsAt + HOUR_MS };
}

async function count(
  { usage }: MeterStores,
  amount: number,
  hours = 0,
  customerId?: string,
): Promise<string> {
  return kindOf(usage.consume(countOf(amount, { allowed: -1, meter: sliceAt(hours, customerId) })));
}

async function claim(
  { meterLedger }: MeterStores,
  wish: { now?: number; limit?: number } = {},
): Promise<readonly SealedSlice[]> {
  const now = STORE_NOW + 10 * HOUR_MS;
  return meterLedger.claim(STORE_SCOPE, { now, limit: 100, leaseMs: MINUTE_MS, ...wish });
}

const ALL_OVER = STORE_NOW + 9 * HOUR_MS;
const LATER = STORE_NOW + 10 * HOUR_MS;

const RULES: readonly { readonly title: string; readonly run: (stores: MeterStores) => Promise<void> }[] = [
  {
    title: 'adds up what one customer used in one hour, and gives it out when the hour is closed',
    async run(stores) {
      await count(stores, 4);
      await count(stores, 5);
      await stores.meterLedger.seal(STORE_SCOPE, USAGE_SLICE.endsAt);
      expectEqual(await claim(stores), [], 'before its end');
      await stores.meterLedger.seal(STORE_SCOPE, USAGE_SLICE.endsAt + 1);
      const slice = {
        key: ACCOUNT_KEY,
        limit: 'records_per_month',
        slice: USAGE_SLICE,
        amount: 9,
        attempts: 0,
        firstSentAt: LATER,
      };
      expectEqual(await claim(stores), [slice], 'after its end');
    },
  },
  {
    title: 'adds nothing to a closed hour, and counts nothing that would have belonged there',
    async run(stores) {
      await count(stores, 4);
      await stores.meterLedger.seal(STORE_SCOPE, ALL_OVER);
      expectEqual(await count(stores, 1), 'sealed', 'the closed hour');
      expectEqual(await count(stores, 1, 1), 'counted', 'the next hour');
      const refund = refundOf(1, { slice: USAGE_SLICE, customerId: 'cus_1' });
      expectEqual(await kindOf(stores.usage.refund(refund)), 'sealed', 'a refund');
      expectEqual(await stores.usage.used(countOf(0)), 5, 'used');
      expectEqual((await claim(stores))[0]?.amount, 4, 'the closed hour');
    },
  },
  {
    title: 'is done with an hour that comes to nothing, and keeps one that comes to less',
    async run(stores) {
      const meter = USAGE_SLICE;
      await stores.usage.consume(countOf(4, { meter, ...keyed('a') }));
      await stores.usage.refund(refundOf(4, { once: 'a', slice: USAGE_SLICE }));
      await stores.usage.consume(countOf(3, { meter: sliceAt(1), ...keyed('b') }));
      await stores.usage.refund(refundOf(3, { once: 'b', slice: sliceAt(2) }));
      await stores.meterLedger.seal(STORE_SCOPE, ALL_OVER);
      expectEqual(
        (await claim(stores)).map(({ slice, amount }) => [slice.startsAt - STORE_NOW, amount]),
        [
          [HOUR_MS, 3],
          [2 * HOUR_MS, -3],
        ],
        'closed hours',
      );
    },
  },
  {
    title: 'bills a keyed refund to the customer whose count it was',
    async run(stores) {
      await stores.usage.consume(countOf(4, { meter: USAGE_SLICE, ...keyed('a') }));
      const refund = refundOf(4, { once: 'a', slice: sliceAt(1), customerId: 'cus_2' });
      await stores.usage.refund(refund);
      await stores.meterLedger.seal(STORE_SCOPE, ALL_OVER);
      expectEqual(
        (await claim(stores)).map(({ slice, amount }) => [slice.customerId, amount]),
        [
          ['cus_1', 4],
          ['cus_1', -4],
        ],
        'customers',
      );
    },
  },
  {
    title: 'gives the oldest hours first, up to the limit, to one claimer until its lease is over',
    async run(stores) {
      for (const hours of [2, 0, 1]) await count(stores, 1, hours);
      await stores.meterLedger.seal(STORE_SCOPE, ALL_OVER);
      const starts = async (wish: { now?: number; limit?: number }) =>
        (await claim(stores, wish)).map(({ slice }) => (slice.startsAt - STORE_NOW) / HOUR_MS);
      expectEqual(await starts({ limit: 2 }), [0, 1], 'first claim');
      expectEqual(await starts({}), [2], 'second claim');
      expectEqual(await starts({ now: LATER + MINUTE_MS - 1 }), [], 'within the lease');
      expectEqual(await starts({ now: LATER + MINUTE_MS }), [0, 1, 2], 'after the lease');
    },
  },
  {
    title: 'remembers when an hour was first sent, however often it is claimed',
    async run(stores) {
      await count(stores, 1);
      await stores.meterLedger.seal(STORE_SCOPE, ALL_OVER);
      await claim(stores);
      const [again] = await claim(stores, { now: LATER + HOUR_MS });
      expectEqual(again?.firstSentAt, LATER, 'first sent');
    },
  },
  {
    title:
      'gives a failed hour again when its time comes, with the failures counted; reported and held ones never',
    async run(stores) {
      for (const hours of [0, 1, 2]) await count(stores, 1, hours);
      await stores.meterLedger.seal(STORE_SCOPE, ALL_OVER);
      const [first, second, third] = await claim(stores);
      if (!first || !second || !third) throw new Error('three hours were closed');
      await stores.meterLedger.settle(first, { kind: 'reported' });
      await stores.meterLedger.settle(second, { kind: 'held', reason: 'why' });
      await stores.meterLedger.settle(third, { kind: 'failed', reason: 'why', retryAt: LATER + HOUR_MS });
      expectEqual(await claim(stores, { now: LATER + HOUR_MS - 1 }), [], 'too early');
      const again = await claim(stores, { now: LATER + HOUR_MS });
      expectEqual(
        again.map(({ slice, attempts }) => [slice.startsAt, attempts]),
        [[third.slice.startsAt, 1]],
        'again',
      );
    },
  },
  {
    title: 'sums a time up by customer and limit, page by page, and says what is not reported yet',
    async run(stores) {
      for (const [amount, hours] of [
        [1, 0],
        [2, 1],
        [4, 2],
      ] as const)
        await count(stores, amount, hours);
      await count(stores, 7, 1, 'cus_0');
      await stores.meterLedger.seal(STORE_SCOPE, STORE_NOW + 2 * HOUR_MS + 1);
      for (const slice of await claim(stores)) {
        if (slice.slice.customerId === 'cus_1') await stores.meterLedger.settle(slice, { kind: 'reported' });
      }
      const range = { fromAt: STORE_NOW, toAt: STORE_NOW + 2 * HOUR_MS };
      const totals = (wish: object) =>
        stores.meterLedger.totals(STORE_SCOPE, { ...range, after: null, limit: 100, ...wish });
      const common = { limit: 'records_per_month', portalId: ACCOUNT_KEY.portalId };
      const zero = { ...common, customerId: 'cus_0', amount: 7, unreported: 1 };
      const one = { ...common, customerId: 'cus_1', amount: 3, unreported: 0 };
      expectEqual(await totals({}), [zero, one], 'two hours');
      expectEqual(await totals({ limit: 1 }), [zero], 'first page');
      expectEqual(await totals({ limit: 1, after: zero }), [one], 'second page');
      expectEqual(await totals({ after: one }), [], 'after the last');
      expectEqual(
        (await totals({ toAt: STORE_NOW + 3 * HOUR_MS, after: zero }))[0],
        { ...one, amount: 7, unreported: 1 },
        'with an hour that is open',
      );
    },
  },
  {
    title: 'forgets reported hours that ended long ago, and no other',
    async run(stores) {
      for (const hours of [0, 1, 2]) await count(stores, 1, hours);
      await stores.meterLedger.seal(STORE_SCOPE, ALL_OVER);
      const [first] = await claim(stores, { limit: 1 });
      if (first) await stores.meterLedger.settle(first, { kind: 'reported' });
      await stores.usage.forget(STORE_SCOPE, { now: LATER, endedBefore: STORE_NOW + 2 * HOUR_MS + 1 });
      const range = { fromAt: STORE_NOW, toAt: LATER, after: null, limit: 9 };
      const [total] = await stores.meterLedger.totals(STORE_SCOPE, range);
      expectEqual([total?.amount, total?.unreported], [2, 2], 'what is left');
    },
  },
];
