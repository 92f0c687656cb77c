import { ACCOUNT_KEY, buildCustomer } from './build-account.js';
import type { StoreRule } from './billing-stores.js';
import { expectEqual } from './contract-case.js';
import { accountOf, changeOf, mapCustomer, STORE_SCOPE } from './store-wishes.js';

const WITHOUT = buildCustomer({ customer: null });
const TAKER = accountOf('7', { customer: { customerId: 'cus_1', mappedAt: 1 } });
const GIVES = changeOf(WITHOUT, {
  expectedVersion: 1,
  releasedCustomerIds: ['cus_1'],
  trialClaims: { claimed: [], released: ['card:k'] },
});
const TAKES = changeOf(TAKER, { trialClaims: { claimed: ['card:k'], released: [] } });

/** What every billing store promises of a commit that changes several accounts. */
export const TRANSFER_RULES: readonly StoreRule[] = [
  {
    title: 'changes two accounts together: what one gives, the other may take, in either order',
    async run({ billing, trialLedger }) {
      await mapCustomer(billing);
      expectEqual(await billing.commit(TAKES, GIVES), 'committed', 'commit');
      expectEqual(await billing.portalOf(STORE_SCOPE, 'cus_1'), '7', 'portal of the customer');
      const holders = await trialLedger.holders(STORE_SCOPE, ['card:k']);
      expectEqual(holders, [{ identity: 'card:k', portalId: '7' }], 'holder of the trial');
      expectEqual(
        [(await billing.load(ACCOUNT_KEY)).version, (await billing.load(TAKER.key)).version],
        [2, 1],
        'versions',
      );
    },
  },
  {
    title: 'changes neither account when one of the two versions has moved on',
    async run({ billing, trialLedger }) {
      await mapCustomer(billing);
      for (const [given, taken] of [
        [{ ...GIVES, expectedVersion: 2 }, TAKES],
        [GIVES, { ...TAKES, expectedVersion: 1 }],
      ] as const) {
        expectEqual(await billing.commit(given, taken), 'conflict', 'commit');
        expectEqual(await billing.portalOf(STORE_SCOPE, 'cus_1'), ACCOUNT_KEY.portalId, 'portal');
        expectEqual((await billing.load(ACCOUNT_KEY)).version, 1, 'version');
        expectEqual(await trialLedger.holders(STORE_SCOPE, ['card:k']), [], 'holders');
      }
    },
  },
  {
    title: 'gives up no customer of another portal',
    async run({ billing }) {
      await mapCustomer(billing);
      const thief = changeOf(TAKER, { releasedCustomerIds: ['cus_1'] });
      expectEqual(await billing.commit(thief), 'conflict', 'commit');
      expectEqual(await billing.portalOf(STORE_SCOPE, 'cus_1'), ACCOUNT_KEY.portalId, 'portal');
    },
  },
];
