import type { Effect } from '../billing/decision.js';
import type { Outbox } from '../billing/ports/outbox.js';
import type { UsageCount, UsageTelling } from '../billing/ports/usage-ledger.js';
import { DAY_MS, MINUTE_MS } from '../kernel/instant.js';
import { ACCOUNT_KEY } from './build-account.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { STORE_NOW, STORE_SCOPE } from './store-wishes.js';
import { USAGE_REFUND_RULES } from './usage-refund-contract.js';
import {
  COUNTER,
  countOf,
  keyed,
  kindOf,
  refundOf,
  USAGE_SLICE,
  USAGE_WINDOW,
  type UsageRule,
  type UsageStores,
} from './usage-wishes.js';

/** What every `UsageLedger` promises; `makeStores` gives empty ones each time. */
export function usageLedgerContract(makeStores: () => Promise<UsageStores>): readonly ContractCase[] {
  return [...COUNT_RULES, ...USAGE_REFUND_RULES].map(({ title, run }) => ({
    title,
    run: async () => run(await makeStores()),
  }));
}

function telling(from: number, key: string, unlessTold: string | null = null): UsageTelling {
  const event = { limit: COUNTER.limit, used: 0, allowed: 10 };
  return { from, effect: { kind: 'runTrigger', key, trigger: 'billing.usage_threshold', event }, unlessTold };
}

async function told(outbox: Outbox): Promise<readonly Effect[]> {
  const claimed = await outbox.claim(STORE_SCOPE, { now: STORE_NOW, limit: 100, leaseMs: MINUTE_MS });
  return claimed.map(({ effect }) => effect);
}

const COUNT_RULES: readonly UsageRule[] = [
  {
    title: 'counts up to what is allowed, to the last one, and nothing of what does not fit',
    async run({ usage }) {
      expectEqual(await usage.used(COUNTER), 0, 'before anything');
      expectEqual(await usage.consume(countOf(7)), { kind: 'counted' }, 'the first count');
      expectEqual(await usage.consume(countOf(4)), { kind: 'exceeded', used: 7 }, 'one too many');
      expectEqual(await usage.consume(countOf(3)), { kind: 'counted' }, 'the rest');
      expectEqual(await usage.consume(countOf(1)), { kind: 'exceeded', used: 10 }, 'one more');
      expectEqual(await usage.used(COUNTER), 10, 'used');
    },
  },
  {
    title: 'refuses a first count beyond what is allowed, and any where nothing is',
    async run({ usage }) {
      expectEqual(await usage.consume(countOf(11)), { kind: 'exceeded', used: 0 }, 'eleven of ten');
      expectEqual(
        await usage.consume(countOf(1, { allowed: 0 })),
        { kind: 'exceeded', used: 0 },
        'one of none',
      );
      expectEqual(await usage.used(COUNTER), 0, 'used');
    },
  },
  {
    title:
      'counts without end where everything is allowed, and holds what was counted against a lower allowance',
    async run({ usage }) {
      for (const amount of [1_000_000_000, 1_000_000_000, 5]) {
        expectEqual(await kindOf(usage.consume(countOf(amount, { allowed: -1 }))), 'counted', 'unlimited');
      }
      expectEqual(await usage.used(COUNTER), 2_000_000_005, 'used');
      expectEqual(
        await usage.consume(countOf(1, { allowed: 100 })),
        { kind: 'exceeded', used: 2_000_000_005 },
        'after a downgrade',
      );
      expectEqual(
        await kindOf(usage.consume(countOf(1, { allowed: 2_000_000_006 }))),
        'counted',
        'after an upgrade',
      );
    },
  },
  {
    title: 'keeps portals, limits, windows, apps and modes apart',
    async run({ usage }) {
      await usage.consume(countOf(10));
      const others: readonly Partial<UsageCount>[] = [
        { key: { ...ACCOUNT_KEY, portalId: '7' } },
        { key: { ...ACCOUNT_KEY, app: 'other' } },
        { key: { ...ACCOUNT_KEY, mode: 'live' } },
        { limit: 'mails_per_month' },
        { window: { startsAt: USAGE_WINDOW.endsAt, endsAt: USAGE_WINDOW.endsAt + DAY_MS } },
      ];
      for (const other of others) {
        expectEqual(await usage.used({ ...COUNTER, ...other }), 0, 'another counter');
        expectEqual(await kindOf(usage.consume(countOf(10, other))), 'counted', 'another counter’s own');
      }
      expectEqual(await usage.used(COUNTER), 10, 'the first counter');
    },
  },
  {
    title: 'counts exactly what is allowed of many simultaneous counts',
    async run({ usage }) {
      const results = await Promise.all(
        Array.from({ length: 60 }, () => usage.consume(countOf(1, { allowed: 25 }))),
      );
      expectEqual(results.filter(({ kind }) => kind === 'counted').length, 25, 'counted');
      expectEqual(await usage.used(COUNTER), 25, 'used');
    },
  },
  {
    title: 'counts a key once, in whatever window it comes again, however full the counter is by then',
    async run({ usage }) {
      expectEqual(await kindOf(usage.consume(countOf(6, keyed('a')))), 'counted', 'first');
      expectEqual(
        await usage.consume(countOf(6, keyed('a'))),
        { kind: 'repeated', amount: 6 },
        'the same again',
      );
      const later = { window: { startsAt: USAGE_WINDOW.endsAt, endsAt: USAGE_WINDOW.endsAt + DAY_MS } };
      expectEqual(
        await kindOf(usage.consume(countOf(6, { ...keyed('a'), ...later }))),
        'repeated',
        'next window',
      );
      expectEqual(
        await usage.consume(countOf(5, { ...keyed('a'), allowed: 1 })),
        { kind: 'repeated', amount: 6 },
        'another amount, after a downgrade',
      );
      const other = { ...keyed('a'), limit: 'mails_per_month' };
      expectEqual(await kindOf(usage.consume(countOf(6, other))), 'counted', 'the key for another limit');
      expectEqual(await usage.used(COUNTER), 6, 'used');
    },
  },
  {
    title: 'does not spend the key of a count that was refused',
    async run({ usage }) {
      await usage.consume(countOf(9));
      expectEqual(await kindOf(usage.consume(countOf(2, keyed('a')))), 'exceeded', 'too much');
      await usage.refund(refundOf(1));
      expectEqual(await kindOf(usage.consume(countOf(2, keyed('a')))), 'counted', 'when it fits');
    },
  },
  {
    title: 'counts one of many simultaneous counts with one key',
    async run({ usage }) {
      const results = await Promise.all(
        Array.from({ length: 20 }, () => usage.consume(countOf(1, keyed('a')))),
      );
      expectEqual(results.filter(({ kind }) => kind === 'counted').length, 1, 'counted');
      expectEqual(results.filter(({ kind }) => kind === 'repeated').length, 19, 'repeated');
      expectEqual(await usage.used(COUNTER), 1, 'used');
    },
  },
  {
    title: 'tells an effect with the count that reaches its mark, once, however often the mark is reached',
    async run({ usage, outbox }) {
      const tellings = [telling(8, 't:8')];
      await usage.consume(countOf(7, { tellings }));
      expectEqual(await told(outbox), [], 'below the mark');
      await usage.consume(countOf(2, { tellings }));
      await usage.refund(refundOf(5));
      await usage.consume(countOf(5, { tellings }));
      expectEqual(
        await told(outbox),
        [{ ...telling(8, 't:8').effect, event: { limit: COUNTER.limit, used: 9, allowed: 10 } }],
        'told',
      );
    },
  },
  {
    title: 'tells each mark once when many counts pass it together, and only the last of two passed at once',
    async run({ usage, outbox }) {
      const tellings = [telling(10, 't:10'), telling(8, 't:8', 't:10')];
      const keys = async () => (await told(outbox)).map(({ key }) => key);
      await Promise.all(Array.from({ length: 30 }, () => usage.consume(countOf(1, { tellings }))));
      expectEqual([...(await keys())].sort(), ['t:10', 't:8'], 'one by one');
      const other = { limit: 'mails_per_month', tellings: [telling(10, 'm:10'), telling(8, 'm:8', 'm:10')] };
      await usage.consume(countOf(10, other));
      await usage.refund({ ...refundOf(1), limit: other.limit });
      await usage.consume(countOf(1, other));
      expectEqual(await keys(), ['m:10'], 'in one leap');
    },
  },
  {
    title: 'tells nothing of a count that was refused or repeated',
    async run({ usage, outbox }) {
      const tellings = [telling(1, 't:1')];
      await usage.consume(countOf(11, { tellings }));
      await usage.consume(countOf(9, keyed('a')));
      await usage.consume(countOf(9, { ...keyed('a'), tellings }));
      await usage.consume(countOf(2, { tellings }));
      expectEqual(await told(outbox), [], 'told');
    },
  },
  {
    title: 'forgets keys whose time is over and counters that ended long ago, and nothing else',
    async run({ usage }) {
      const long = { ...COUNTER, window: { startsAt: 0, endsAt: DAY_MS } };
      await usage.consume(countOf(1, { ...long, once: { key: 'old', keptUntil: STORE_NOW } }));
      await usage.consume(countOf(1, { once: { key: 'new', keptUntil: STORE_NOW + 1 } }));
      await usage.forget(STORE_SCOPE, { now: STORE_NOW, endedBefore: DAY_MS + 1 });
      expectEqual(await usage.used(long), 0, 'the old counter');
      expectEqual(await usage.used(COUNTER), 1, 'the present counter');
      const again = (key: string) => kindOf(usage.consume(countOf(1, keyed(key))));
      expectEqual(await again('old'), 'counted', 'the old key');
      expectEqual(await again('new'), 'repeated', 'the present key');
    },
  },
  {
    title: 'counts a metered count with its slice, and gives it back in the slice of the refund',
    async run({ usage }) {
      const meter = { meter: USAGE_SLICE };
      expectEqual(await kindOf(usage.consume(countOf(4, { ...meter, ...keyed('a') }))), 'counted', 'metered');
      const refund = refundOf(4, { once: 'a', slice: USAGE_SLICE });
      expectEqual(await kindOf(usage.refund(refund)), 'refunded', 'refund');
      expectEqual(await usage.used(COUNTER), 0, 'used');
    },
  },
];
