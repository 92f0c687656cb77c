import type { AlertRaise, AlertStore } from '../billing/ports/alert-store.js';
import type { AlertEntry } from '../contract/admin/alert-entry.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { expectCode } from './expect-code.js';
import { STORE_NOW, STORE_SCOPE } from './store-wishes.js';

interface AlertRule {
  readonly title: string;
  readonly run: (alerts: AlertStore) => Promise<void>;
}

/** What every {@link AlertStore} promises; `makeStore` gives an empty one each time. */
export function alertStoreContract(makeStore: () => Promise<AlertStore>): readonly ContractCase[] {
  return [...RAISES, ...RESOLUTIONS, ...LISTS].map(({ title, run }) => ({
    title,
    run: async () => run(await makeStore()),
  }));
}

function raiseOf(more: Partial<AlertRaise> = {}): AlertRaise {
  return {
    key: 'a',
    code: 'unknown_price',
    message: 'Price p is in no plan.',
    details: {},
    portalId: '7',
    at: STORE_NOW,
    ...more,
  };
}

async function raise(alerts: AlertStore, more: Partial<AlertRaise> = {}): Promise<AlertEntry> {
  return alerts.raise(STORE_SCOPE, raiseOf(more));
}

async function resolve(alerts: AlertStore, at: number, keys: readonly string[] = ['a']): Promise<number> {
  return alerts.resolve(STORE_SCOPE, { keys, actor: 'ada', at });
}

async function keysOf(
  alerts: AlertStore,
  query: Parameters<AlertStore['list']>[1] = {},
): Promise<readonly string[]> {
  return (await alerts.list(STORE_SCOPE, query)).entries.map(({ key }) => key);
}

const OPENED = {
  key: 'a',
  code: 'unknown_price',
  message: 'Price p is in no plan.',
  details: {},
  portalId: '7',
  firstRaisedAt: STORE_NOW,
  lastRaisedAt: STORE_NOW,
  times: 1,
  resolvedAt: null,
  resolvedBy: null,
};

const RAISES: readonly AlertRule[] = [
  {
    title: 'opens an alert as it was raised',
    async run(alerts) {
      const details = { to: 'ü@example.com' };
      expectEqual(
        await raise(alerts, { details, portalId: null }),
        { ...OPENED, details, portalId: null },
        'row',
      );
    },
  },
  {
    title: 'counts a later raise of the same key, and says what it says',
    async run(alerts) {
      await raise(alerts);
      const again = await raise(alerts, { message: 'Still in no plan.', at: STORE_NOW + 5 });
      const counted = { ...OPENED, message: 'Still in no plan.', lastRaisedAt: STORE_NOW + 5, times: 2 };
      expectEqual(again, counted, 'row');
    },
  },
  {
    title: 'counts a raise that is told twice, or late, once',
    async run(alerts) {
      await raise(alerts);
      expectEqual(await raise(alerts), OPENED, 'told twice');
      expectEqual(await raise(alerts, { message: 'Old.', at: STORE_NOW - 1 }), OPENED, 'told late');
    },
  },
  {
    title: 'keeps apps and modes apart',
    async run(alerts) {
      const other = { ...STORE_SCOPE, mode: 'live' as const };
      await raise(alerts);
      await alerts.raise(other, raiseOf({ at: STORE_NOW + 9 }));
      await alerts.resolve(other, { keys: ['a'], actor: 'ada', at: STORE_NOW + 9 });
      expectEqual((await alerts.list(STORE_SCOPE, {})).entries, [OPENED], 'this mode’s');
      expectEqual(await alerts.countOpen(other), 0, 'open in the other mode');
    },
  },
];

const RESOLUTIONS: readonly AlertRule[] = [
  {
    title: 'resolves open alerts, says by whom and when, and counts those it resolved',
    async run(alerts) {
      await raise(alerts);
      await raise(alerts, { key: 'b' });
      expectEqual(await resolve(alerts, STORE_NOW + 5, ['a', 'unknown']), 1, 'resolved');
      expectEqual(await resolve(alerts, STORE_NOW + 6), 0, 'resolved again');
      expectEqual(await resolve(alerts, STORE_NOW + 6, []), 0, 'resolved of none');
      expectEqual(await alerts.countOpen(STORE_SCOPE), 1, 'open');
      const [row] = (await alerts.list(STORE_SCOPE, { state: 'all', code: 'unknown_price' })).entries;
      expectEqual(row, { ...OPENED, resolvedAt: STORE_NOW + 5, resolvedBy: 'ada' }, 'row');
    },
  },
  {
    title: 'opens a resolved alert anew when it is raised after the resolution, and not by a raise of before',
    async run(alerts) {
      await raise(alerts);
      await resolve(alerts, STORE_NOW + 5);
      const late = await raise(alerts, { at: STORE_NOW + 4 });
      expectEqual([late.resolvedAt, late.times], [STORE_NOW + 5, 1], 'told late');
      const anew = await raise(alerts, { at: STORE_NOW + 6 });
      expectEqual(
        anew,
        { ...OPENED, firstRaisedAt: STORE_NOW + 6, lastRaisedAt: STORE_NOW + 6 },
        'raised anew',
      );
    },
  },
  {
    title: 'resolves nothing that was raised after the instant',
    async run(alerts) {
      await raise(alerts, { at: STORE_NOW + 5 });
      expectEqual(await resolve(alerts, STORE_NOW + 4), 0, 'resolved');
      expectEqual(await resolve(alerts, STORE_NOW + 5), 1, 'resolved at its last raise');
    },
  },
];

const LISTS: readonly AlertRule[] = [
  {
    title: 'lists open alerts newest first; resolved ones only when all are asked for',
    async run(alerts) {
      for (const [index, key] of ['a', 'b', 'c'].entries())
        await raise(alerts, { key, at: STORE_NOW + index });
      await resolve(alerts, STORE_NOW + 9, ['b']);
      expectEqual(await keysOf(alerts), ['c', 'a'], 'open');
      expectEqual(await keysOf(alerts, { state: 'all' }), ['c', 'b', 'a'], 'all');
    },
  },
  {
    title: 'lists those of one portal or one code alone',
    async run(alerts) {
      await raise(alerts, { key: 'a', code: 'x', portalId: '1' });
      await raise(alerts, { key: 'b', code: 'y', portalId: '1' });
      await raise(alerts, { key: 'c', code: 'x', portalId: null });
      expectEqual(await keysOf(alerts, { portalId: '1' }), ['a', 'b'], 'of the portal');
      expectEqual(await keysOf(alerts, { code: 'x' }), ['a', 'c'], 'of the code');
      expectEqual(await keysOf(alerts, { code: 'x', portalId: '1' }), ['a'], 'of both');
    },
  },
  {
    title: 'pages through alerts of one instant without losing or repeating any',
    async run(alerts) {
      const keys = ['a', 'b:1', 'c', 'd', 'e'];
      for (const key of keys) await raise(alerts, { key });
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const query = { limit: 2, ...(after === undefined ? {} : { after }) };
        const page = await alerts.list(STORE_SCOPE, query);
        seen.push(...page.entries.map(({ key }) => key));
        after = page.next ?? undefined;
      } while (after !== undefined);
      expectEqual(seen, keys, 'seen');
    },
  },
  {
    title: 'resolves as many keys at once as it is given',
    async run(alerts) {
      const keys = Array.from({ length: 250 }, (_, number) => `key ${number}`);
      for (const key of [keys.at(0), keys.at(120), keys.at(-1)]) await raise(alerts, { key: key ?? '' });
      expectEqual(await resolve(alerts, STORE_NOW + 1, keys), 3, 'resolved');
      expectEqual(await keysOf(alerts), [], 'open');
    },
  },
  {
    title: 'refuses a limit or an `after` that cannot be meant',
    async run(alerts) {
      for (const query of [{ limit: 0 }, { limit: 501 }, { limit: 1.5 }, { after: 'a' }, { after: ':' }]) {
        await expectCode(
          () => alerts.list(STORE_SCOPE, query),
          'REQUEST_INVALID',
          `a list by ${JSON.stringify(query)}`,
        );
      }
    },
  },
];
