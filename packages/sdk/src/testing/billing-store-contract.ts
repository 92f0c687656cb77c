import { emptyAccount } from '../billing/account.js';
import { COMMIT_RULES } from './billing-commit-contract.js';
import type { BillingStores, StoreRule } from './billing-stores.js';
import type { AccountKey } from '../kernel/ids.js';
import { MINUTE_MS } from '../kernel/instant.js';
import { ACCOUNT_KEY, buildCustomer } from './build-account.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { TRANSFER_RULES } from './transfer-commit-contract.js';
import { TRIAL_RULES } from './trial-claim-contract.js';
import { accountOf, changeOf, mapCustomer, STORE_NOW, STORE_SCOPE } from './store-wishes.js';

/** What every `BillingStore` promises; `makeStores` gives empty ones each time. */
export function billingStoreContract(makeStores: () => Promise<BillingStores>): readonly ContractCase[] {
  return [...READING, ...TIME, ...COMMIT_RULES, ...TRIAL_RULES, ...TRANSFER_RULES].map(({ title, run }) => ({
    title,
    run: async () => run(await makeStores()),
  }));
}

const ENTRY = { at: STORE_NOW, cause: 'installed', summary: 'Installed in a STANDARD account.' };

const READING: readonly StoreRule[] = [
  {
    title: 'answers an empty account at version 0 for a portal never seen',
    async run({ billing }) {
      const expected = { account: emptyAccount(ACCOUNT_KEY), version: 0, openEventIds: [] };
      expectEqual(await billing.load(ACCOUNT_KEY), expected, 'load');
      const { entitlement, account } = await billing.read(ACCOUNT_KEY);
      expectEqual({ entitlement, account }, { entitlement: null, account: expected.account }, 'read');
      expectEqual(await billing.journal(ACCOUNT_KEY, 10), [], 'journal');
    },
  },
  {
    title: 'answers what was committed, field for field, one version later',
    async run({ billing }) {
      const row = {
        plan: 'team',
        status: 'active',
        source: 'stripe',
        updatedAt: 1,
        adminEmail: 'ü@example.com',
      } as const;
      const account = buildCustomer({ entitlement: row, dueAt: STORE_NOW, retiredCustomerIds: ['cus_0'] });
      expectEqual(await billing.commit(changeOf(account)), 'committed', 'commit');
      expectEqual(await billing.load(ACCOUNT_KEY), { account, version: 1, openEventIds: [] }, 'load');
      const reading = await billing.read(ACCOUNT_KEY);
      expectEqual([reading.entitlement, reading.account], [row, account], 'read');
    },
  },
  {
    title: 'keeps portals, apps and modes apart',
    async run({ billing }) {
      await billing.commit(changeOf(buildCustomer({ dueAt: STORE_NOW }), { journal: [ENTRY] }));
      const others: readonly AccountKey[] = [
        { ...ACCOUNT_KEY, app: 'other' },
        { ...ACCOUNT_KEY, mode: 'live' },
        { ...ACCOUNT_KEY, portalId: '51200583' },
      ];
      for (const key of others) {
        expectEqual((await billing.load(key)).version, 0, 'version');
        expectEqual(await billing.journal(key, 10), [], 'journal');
      }
      for (const scope of others.slice(0, 2)) {
        expectEqual(await billing.portalOf(scope, 'cus_1'), null, 'portal of the customer');
        expectEqual(await billing.due(scope, { now: STORE_NOW, limit: 10 }), [], 'due');
        expectEqual(await billing.scan(scope, { after: null, limit: 10 }), [], 'scan');
      }
    },
  },
  {
    title: 'reads accounts page by page, each once',
    async run({ billing }) {
      for (const portalId of ['9', '10', '200', '3']) await billing.commit(changeOf(accountOf(portalId)));
      const seen: string[] = [];
      for (let after: string | null = null; ;) {
        const page = await billing.scan(STORE_SCOPE, { after, limit: 3 });
        seen.push(...page.map((account) => account.key.portalId));
        if (page.length < 3) break;
        after = page.at(-1)?.key.portalId ?? null;
      }
      expectEqual(seen.toSorted(), ['10', '200', '3', '9'], 'portals');
    },
  },
];

const TIME: readonly StoreRule[] = [
  {
    title: 'answers due accounts earliest first, up to the limit, and never those whose time has not come',
    async run({ billing }) {
      const dueAts = { 1: STORE_NOW, 2: STORE_NOW - 5, 3: STORE_NOW + 1, 4: null, 5: STORE_NOW - 9 };
      for (const [portalId, dueAt] of Object.entries(dueAts)) {
        await billing.commit(changeOf(accountOf(portalId, { dueAt })));
      }
      const due = async (limit: number) =>
        (await billing.due(STORE_SCOPE, { now: STORE_NOW, limit })).map((key) => key.portalId);
      expectEqual(await due(10), ['5', '2', '1'], 'due');
      expectEqual(await due(2), ['5', '2'], 'the first two');
    },
  },
  {
    title:
      'gives due accounts to whoever works them off, the earliest when there are more, and none before its time',
    async run({ billing }) {
      const dueAts = { 1: STORE_NOW, 2: STORE_NOW - 5, 3: STORE_NOW + 1, 4: null, 5: STORE_NOW - 9 };
      for (const [portalId, dueAt] of Object.entries(dueAts)) {
        await billing.commit(changeOf(accountOf(portalId, { dueAt })));
      }
      const wish = { now: STORE_NOW, limit: 2, leaseMs: MINUTE_MS };
      const claimed = await billing.claimDue(STORE_SCOPE, wish);
      expectEqual(claimed.map((key) => key.portalId).toSorted(), ['2', '5'], 'claimed');
      expectEqual((await billing.load(claimed[0] ?? ACCOUNT_KEY)).version, 1, 'version');
    },
  },
  {
    title: 'reschedules without a new version, and an unknown portal not at all',
    async run({ billing }) {
      await mapCustomer(billing);
      await billing.reschedule(ACCOUNT_KEY, STORE_NOW);
      const { account, version } = await billing.load(ACCOUNT_KEY);
      expectEqual([account.dueAt, version], [STORE_NOW, 1], 'account');
      expectEqual(await billing.due(STORE_SCOPE, { now: STORE_NOW, limit: 1 }), [ACCOUNT_KEY], 'due');
      const stranger = { ...ACCOUNT_KEY, portalId: '7' };
      await billing.reschedule(stranger, STORE_NOW);
      expectEqual((await billing.load(stranger)).version, 0, 'stranger');
    },
  },
];
