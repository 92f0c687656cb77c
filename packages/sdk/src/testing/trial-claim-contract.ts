import type { StoreRule } from './billing-stores.js';
import { expectEqual } from './contract-case.js';
import { accountOf, alertOf, changeOf, STORE_NOW, STORE_SCOPE } from './store-wishes.js';

/** What every billing store promises of the ledger of trials: an identity's trial is one portal's. */
export const TRIAL_RULES: readonly StoreRule[] = [
  {
    title: 'answers who holds an identity, and nothing for one that is free',
    async run({ billing, trialLedger }) {
      expectEqual(await trialLedger.holders(STORE_SCOPE, ['email:a']), [], 'holders of a free identity');
      await billing.commit(changeOf(accountOf('1'), claiming('email:a', 'portal:1')));
      expectEqual(
        await trialLedger.holders(STORE_SCOPE, ['email:a', 'email:b']),
        [{ identity: 'email:a', portalId: '1' }],
        'holders',
      );
      expectEqual(await trialLedger.holders(STORE_SCOPE, []), [], 'holders of nothing');
    },
  },
  {
    title: 'answers the holders of as many identities as it is asked for',
    async run({ billing, trialLedger }) {
      const identities = Array.from({ length: 250 }, (_, number) => `email:${number}`);
      await billing.commit(changeOf(accountOf('1'), claiming('email:3', 'email:249')));
      const holders = await trialLedger.holders(STORE_SCOPE, identities);
      expectEqual(holders.map(({ identity }) => identity).toSorted(), ['email:249', 'email:3'], 'holders');
    },
  },
  {
    title: 'refuses an identity of another portal and writes nothing at all',
    async run({ billing, trialLedger, outbox }) {
      await billing.commit(changeOf(accountOf('1'), claiming('email:a')));
      const late = { ...claiming('portal:2', 'email:a'), effects: [alertOf('late')] };
      expectEqual(await billing.commit(changeOf(accountOf('2'), late)), 'trialTaken', 'commit');
      expectEqual((await billing.load(accountOf('2').key)).version, 0, 'version');
      expectEqual(await trialLedger.holders(STORE_SCOPE, ['portal:2']), [], 'holders');
      expectEqual(await outbox.claim(STORE_SCOPE, { now: STORE_NOW, limit: 9, leaseMs: 1 }), [], 'outbox');
    },
  },
  {
    title: 'lets exactly one of two portals claim an identity',
    async run({ billing }) {
      const claims = ['1', '2'].map((portalId) =>
        billing.commit(changeOf(accountOf(portalId), claiming('email:a'))),
      );
      expectEqual((await Promise.all(claims)).toSorted(), ['committed', 'trialTaken'], 'results');
    },
  },
  {
    title: 'lets a portal claim again what it holds, and give back only what is its own',
    async run({ billing, trialLedger }) {
      await billing.commit(changeOf(accountOf('1'), claiming('email:a')));
      await billing.commit(changeOf(accountOf('1'), { expectedVersion: 1, ...claiming('email:a') }));
      const release = { trialClaims: { claimed: [], released: ['email:a'] } };
      await billing.commit(changeOf(accountOf('2'), release));
      const held = [{ identity: 'email:a', portalId: '1' }];
      expectEqual(await trialLedger.holders(STORE_SCOPE, ['email:a']), held, 'after a stranger’s release');
      await billing.commit(changeOf(accountOf('1'), { expectedVersion: 2, ...release }));
      expectEqual(await trialLedger.holders(STORE_SCOPE, ['email:a']), [], 'after its own');
    },
  },
  {
    title: 'keeps the ledgers of apps and modes apart',
    async run({ billing, trialLedger }) {
      await billing.commit(changeOf(accountOf('1'), claiming('email:a')));
      for (const other of [{ app: 'other' }, { mode: 'live' }] as const) {
        const account = accountOf('2', { key: { ...accountOf('2').key, ...other } });
        expectEqual(await trialLedger.holders(account.key, ['email:a']), [], 'holders');
        expectEqual(await billing.commit(changeOf(account, claiming('email:a'))), 'committed', 'commit');
      }
    },
  },
];

function claiming(...claimed: string[]) {
  return { trialClaims: { claimed, released: [] } };
}
