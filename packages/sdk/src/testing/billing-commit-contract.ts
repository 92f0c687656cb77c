import { HOUR_MS } from '../kernel/instant.js';
import { ACCOUNT_KEY, buildAccount, buildCustomer } from './build-account.js';
import type { StoreRule } from './billing-stores.js';
import { expectEqual } from './contract-case.js';
import {
  accountOf,
  alertOf,
  changeOf,
  eventOf,
  mapCustomer,
  STORE_NOW,
  STORE_SCOPE,
} from './store-wishes.js';

const CLAIM = { now: STORE_NOW + HOUR_MS, limit: 100, leaseMs: 1 };
const ENTRY = { at: STORE_NOW, cause: 'installed', summary: 'Installed in a STANDARD account.' };

const COMMITTING: readonly StoreRule[] = [
  {
    title: 'writes nothing at all when the version has moved on',
    async run({ billing, inbox, outbox }) {
      await mapCustomer(billing);
      await inbox.receive(STORE_SCOPE, eventOf('evt_1'));
      const late = { journal: [ENTRY], effects: [alertOf('late')], closedEventIds: ['evt_1'] };
      for (const expectedVersion of [0, 2]) {
        const account = buildCustomer({
          adminEmail: 'late@example.com',
          customer: { customerId: 'cus_2', mappedAt: 0 },
        });
        expectEqual(
          await billing.commit(changeOf(account, { ...late, expectedVersion })),
          'conflict',
          'commit',
        );
      }
      const { account, version, openEventIds } = await billing.load(ACCOUNT_KEY);
      expectEqual([account.adminEmail, version, openEventIds], ['ada@example.com', 1, ['evt_1']], 'account');
      expectEqual(await billing.portalOf(STORE_SCOPE, 'cus_2'), null, 'mapping');
      expectEqual(await billing.journal(ACCOUNT_KEY, 10), [], 'journal');
      expectEqual(await outbox.claim(STORE_SCOPE, CLAIM), [], 'outbox');
    },
  },
  {
    title: 'lets exactly one of two first commits win',
    async run({ billing }) {
      const commits = ['a', 'b'].map((name) => billing.commit(changeOf(buildAccount({ adminEmail: name }))));
      const results = await Promise.all(commits);
      expectEqual(results.toSorted(), ['committed', 'conflict'], 'results');
      const { account, version } = await billing.load(ACCOUNT_KEY);
      expectEqual([account.adminEmail, version], [results[0] === 'committed' ? 'a' : 'b', 1], 'account');
    },
  },
  {
    title: 'bumps the version even when nothing changed',
    async run({ billing }) {
      await mapCustomer(billing);
      await billing.commit(changeOf(buildCustomer(), { expectedVersion: 1 }));
      expectEqual((await billing.load(ACCOUNT_KEY)).version, 2, 'version');
    },
  },
  {
    title: 'answers the history newest first',
    async run({ billing }) {
      const entries = ['first', 'second', 'third'].map((summary) => ({ ...ENTRY, summary }));
      await billing.commit(changeOf(buildAccount(), { journal: entries.slice(0, 2) }));
      await billing.commit(changeOf(buildAccount(), { expectedVersion: 1, journal: entries.slice(2) }));
      const kept = entries.map((entry) => ({ ...entry, eventId: null }));
      expectEqual(await billing.journal(ACCOUNT_KEY, 10), kept.toReversed(), 'journal');
      expectEqual(await billing.journal(ACCOUNT_KEY, 1), kept.slice(2), 'newest line');
    },
  },
  {
    title: 'keeps with a line of history the newest event it follows from',
    async run({ billing }) {
      await billing.commit(
        changeOf(buildAccount(), { journal: [ENTRY], closedEventIds: ['evt_1', 'evt_2'] }),
      );
      const [line] = await billing.journal(ACCOUNT_KEY, 1);
      expectEqual(line?.eventId, 'evt_2', 'event');
    },
  },
  {
    title: 'tells an effect of one key once, however many commits name it',
    async run({ billing, outbox }) {
      await billing.commit(changeOf(buildAccount(), { effects: [alertOf('a'), alertOf('a')] }));
      await billing.commit(changeOf(buildAccount(), { expectedVersion: 1, effects: [alertOf('a')] }));
      const claimed = await outbox.claim(STORE_SCOPE, CLAIM);
      expectEqual(
        claimed,
        [
          {
            ...{ portalId: ACCOUNT_KEY.portalId, effect: alertOf('a'), createdAt: STORE_NOW, attempts: 0 },
            claimedUntil: CLAIM.now + CLAIM.leaseMs,
          },
        ],
        'effects',
      );
    },
  },
];

const CUSTOMERS: readonly StoreRule[] = [
  {
    title: 'refuses a customer of another portal and writes nothing at all',
    async run({ billing, outbox }) {
      await mapCustomer(billing);
      const thief = accountOf('7', { customer: { customerId: 'cus_1', mappedAt: 0 } });
      const change = changeOf(thief, { journal: [ENTRY], effects: [alertOf('thief')] });
      expectEqual(await billing.commit(change), 'customerTaken', 'commit');
      expectEqual((await billing.load(thief.key)).version, 0, 'version');
      expectEqual(
        await billing.portalOf(STORE_SCOPE, 'cus_1'),
        ACCOUNT_KEY.portalId,
        'portal of the customer',
      );
      expectEqual(await billing.journal(thief.key, 10), [], 'journal');
      expectEqual(await outbox.claim(STORE_SCOPE, CLAIM), [], 'outbox');
    },
  },
  {
    title: 'finds the portal by its present and its former customers',
    async run({ billing }) {
      await mapCustomer(billing);
      const next = buildCustomer({
        customer: { customerId: 'cus_2', mappedAt: 1 },
        retiredCustomerIds: ['cus_1'],
      });
      await billing.commit(changeOf(next, { expectedVersion: 1 }));
      await billing.commit(changeOf({ ...next, customer: null }, { expectedVersion: 2 }));
      for (const customerId of ['cus_1', 'cus_2']) {
        expectEqual(await billing.portalOf(STORE_SCOPE, customerId), ACCOUNT_KEY.portalId, customerId);
      }
      const thief = accountOf('7', { customer: { customerId: 'cus_1', mappedAt: 2 } });
      expectEqual(
        await billing.commit(changeOf(thief)),
        'customerTaken',
        'a former customer stays the portal’s',
      );
    },
  },
];

const EVENTS: readonly StoreRule[] = [
  {
    title: 'closes exactly the events that are named; one that arrives between load and commit stays open',
    async run({ billing, inbox }) {
      await mapCustomer(billing);
      for (const eventId of ['evt_1', 'evt_2', 'evt_3']) await inbox.receive(STORE_SCOPE, eventOf(eventId));
      const { version } = await billing.load(ACCOUNT_KEY);
      await inbox.receive(STORE_SCOPE, eventOf('evt_4'));
      await billing.commit(
        changeOf(buildCustomer(), { expectedVersion: version, closedEventIds: ['evt_1', 'evt_3'] }),
      );
      expectEqual(
        (await billing.load(ACCOUNT_KEY)).openEventIds.toSorted(),
        ['evt_2', 'evt_4'],
        'open events',
      );
      const claimed = await inbox.claim(STORE_SCOPE, CLAIM);
      expectEqual(claimed.map((event) => event.eventId).toSorted(), ['evt_2', 'evt_4'], 'claimable events');
    },
  },
  {
    title: 'lists the open events of all its customers and of no other portal',
    async run({ billing, inbox }) {
      await mapCustomer(billing);
      const next = buildCustomer({
        customer: { customerId: 'cus_2', mappedAt: 1 },
        retiredCustomerIds: ['cus_1'],
      });
      await billing.commit(changeOf(next, { expectedVersion: 1 }));
      await billing.commit(changeOf(accountOf('7', { customer: { customerId: 'cus_7', mappedAt: 0 } })));
      for (const customerId of ['cus_1', 'cus_2', 'cus_7', 'cus_nobody']) {
        await inbox.receive(STORE_SCOPE, eventOf(`evt_${customerId}`, { customerId }));
      }
      await inbox.receive(
        STORE_SCOPE,
        eventOf('evt_handlers', { needsObservation: false, needsHandlers: true }),
      );
      const { openEventIds } = await billing.load(ACCOUNT_KEY);
      expectEqual(openEventIds.toSorted(), ['evt_cus_1', 'evt_cus_2'], 'open events');
    },
  },
  {
    title: 'leaves a closed event open for the handlers that have not run',
    async run({ billing, inbox }) {
      await mapCustomer(billing);
      await inbox.receive(STORE_SCOPE, eventOf('evt_1', { needsHandlers: true }));
      await billing.commit(changeOf(buildCustomer(), { expectedVersion: 1, closedEventIds: ['evt_1'] }));
      expectEqual((await billing.load(ACCOUNT_KEY)).openEventIds, [], 'open events');
      const [event] = await inbox.claim(STORE_SCOPE, CLAIM);
      expectEqual([event?.needsObservation, event?.needsHandlers], [false, true], 'what is left to do');
    },
  },
];

/** What every billing store promises of commits: all of it or nothing, and of one version once. */
export const COMMIT_RULES: readonly StoreRule[] = [...COMMITTING, ...CUSTOMERS, ...EVENTS];
