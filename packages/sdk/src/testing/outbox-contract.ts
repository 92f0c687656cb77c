import type { ClaimedEffect, EffectResult, Outbox } from '../billing/ports/outbox.js';
import { MINUTE_MS } from '../kernel/instant.js';
import { expectEqual, type ContractCase } from './contract-case.js';
import { alertOf, mailOf, STORE_NOW, STORE_SCOPE } from './store-wishes.js';

interface OutboxRule {
  readonly title: string;
  readonly run: (outbox: Outbox) => Promise<void>;
}

/** What every {@link Outbox} promises; `makeOutbox` gives an empty one each time. */
export function outboxContract(makeOutbox: () => Promise<Outbox>): readonly ContractCase[] {
  return RULES.map(({ title, run }) => ({ title, run: async () => run(await makeOutbox()) }));
}

async function add(outbox: Outbox, key: string, now = STORE_NOW): Promise<void> {
  await outbox.add(STORE_SCOPE, { portalId: null, effect: mailOf(key), now });
}

async function claim(
  outbox: Outbox,
  wish: { now?: number; limit?: number } = {},
): Promise<readonly ClaimedEffect[]> {
  return outbox.claim(STORE_SCOPE, { now: STORE_NOW, limit: 100, leaseMs: MINUTE_MS, ...wish });
}

async function settle(
  outbox: Outbox,
  key: string,
  result: EffectResult,
  claimedUntil = STORE_NOW + MINUTE_MS,
): Promise<void> {
  await outbox.settle(STORE_SCOPE, { effect: mailOf(key), claimedUntil }, result);
}

async function claimedKeys(
  outbox: Outbox,
  wish: { now?: number; limit?: number } = {},
): Promise<readonly string[]> {
  return (await claim(outbox, wish)).map((claimed) => claimed.effect.key);
}

const RULES: readonly OutboxRule[] = [
  {
    title: 'gives an effect as it was added, with its portal',
    async run(outbox) {
      const mail = {
        kind: 'sendEmail',
        key: 'm',
        template: 'welcome',
        to: 'ü@example.com',
        data: { days: 3 },
      } as const;
      await outbox.add(STORE_SCOPE, { portalId: '7', effect: mail, now: STORE_NOW });
      expectEqual(
        await claim(outbox),
        [
          {
            portalId: '7',
            effect: mail,
            createdAt: STORE_NOW,
            attempts: 0,
            claimedUntil: STORE_NOW + MINUTE_MS,
          },
        ],
        'claimed',
      );
    },
  },
  {
    title: 'ignores a known key, also after its delivery',
    async run(outbox) {
      await add(outbox, 'a');
      await add(outbox, 'a');
      expectEqual(await claimedKeys(outbox), ['a'], 'claimed');
      await settle(outbox, 'a', { kind: 'delivered', at: STORE_NOW });
      await add(outbox, 'a');
      expectEqual(await claimedKeys(outbox, { now: STORE_NOW + MINUTE_MS }), [], 'after delivery');
    },
  },
  {
    title: 'delivers an alert of a known key again, once it was delivered: it was raised again',
    async run(outbox) {
      const raise = async (now: number) =>
        outbox.add(STORE_SCOPE, { portalId: null, effect: alertOf('a'), now });
      await raise(STORE_NOW);
      await raise(STORE_NOW + 1);
      expectEqual((await claim(outbox)).length, 1, 'claimed');
      await raise(STORE_NOW + 2);
      await settle(outbox, 'a', { kind: 'delivered', at: STORE_NOW });
      await raise(STORE_NOW + 3);
      const again = await claim(outbox, { now: STORE_NOW + 3 });
      expectEqual(
        again,
        [
          {
            ...{ portalId: null, effect: alertOf('a'), createdAt: STORE_NOW + 3, attempts: 0 },
            claimedUntil: STORE_NOW + 3 + MINUTE_MS,
          },
        ],
        'again',
      );
    },
  },
  {
    title: 'finds an effect by its key, also after its delivery',
    async run(outbox) {
      await outbox.add(STORE_SCOPE, { portalId: '7', effect: mailOf('a'), now: STORE_NOW });
      await claim(outbox);
      await settle(outbox, 'a', { kind: 'delivered', at: STORE_NOW });
      expectEqual(await outbox.find(STORE_SCOPE, 'a'), { portalId: '7', effect: mailOf('a') }, 'found');
      expectEqual(await outbox.find(STORE_SCOPE, 'b'), null, 'another key');
      expectEqual(await outbox.find({ ...STORE_SCOPE, mode: 'live' }, 'a'), null, 'another mode');
    },
  },
  {
    title: 'keeps apps and modes apart',
    async run(outbox) {
      const other = { ...STORE_SCOPE, mode: 'live' as const };
      await add(outbox, 'a');
      await outbox.add(other, { portalId: null, effect: alertOf('a'), now: STORE_NOW });
      await claim(outbox);
      await settle(outbox, 'a', { kind: 'delivered', at: STORE_NOW });
      expectEqual(
        (await outbox.claim(other, { now: STORE_NOW, limit: 9, leaseMs: 1 })).length,
        1,
        'the other mode’s',
      );
    },
  },
  {
    title: 'gives the oldest effects first, whatever their keys, up to the limit',
    async run(outbox) {
      const order = ['d', 'c', 'b', 'a'];
      for (const key of ['c', 'a', 'd', 'b']) await add(outbox, key, STORE_NOW - 10 + order.indexOf(key));
      expectEqual(await claimedKeys(outbox, { limit: 3 }), ['d', 'c', 'b'], 'first claim');
      expectEqual(await claimedKeys(outbox, { limit: 3 }), ['a'], 'second claim');
    },
  },
  {
    title: 'gives a claimed effect to nobody else until its lease is over or released',
    async run(outbox) {
      await add(outbox, 'a');
      const claims = await Promise.all([claimedKeys(outbox), claimedKeys(outbox)]);
      expectEqual(claims.flat(), ['a'], 'two claims at once');
      expectEqual(await claimedKeys(outbox, { now: STORE_NOW + MINUTE_MS - 1 }), [], 'within the lease');
      expectEqual(await claimedKeys(outbox, { now: STORE_NOW + MINUTE_MS }), ['a'], 'after the lease');
      await outbox.release(STORE_SCOPE);
      expectEqual(await claimedKeys(outbox), ['a'], 'after the release');
    },
  },
  {
    title: 'gives an effect that was put off again when its time comes, however often, and counts nothing',
    async run(outbox) {
      await add(outbox, 'a');
      let [claimed] = await claim(outbox);
      for (const minutes of [1, 2, 3]) {
        const retryAt = STORE_NOW + minutes * MINUTE_MS;
        const result = { kind: 'putOff', reason: 'paused: billing', retryAt } as const;
        await settle(outbox, 'a', result, claimed?.claimedUntil);
        expectEqual(await claimedKeys(outbox, { now: retryAt - 1 }), [], 'too early');
        [claimed] = await claim(outbox, { now: retryAt });
        expectEqual(claimed?.attempts, 0, 'attempts');
      }
    },
  },
  {
    title: 'gives a failed effect again when its time comes, with the failures counted, and a dead one never',
    async run(outbox) {
      await add(outbox, 'a');
      await claim(outbox);
      await settle(outbox, 'a', { kind: 'failed', reason: 'why', retryAt: STORE_NOW + 5 });
      expectEqual(await claimedKeys(outbox, { now: STORE_NOW + 4 }), [], 'too early');
      const [again] = await claim(outbox, { now: STORE_NOW + 5 });
      expectEqual(again?.attempts, 1, 'attempts');
      await settle(outbox, 'a', { kind: 'dead', reason: 'why' }, again?.claimedUntil);
      expectEqual(await claimedKeys(outbox, { now: STORE_NOW + 10 * MINUTE_MS }), [], 'dead');
    },
  },
  {
    title:
      'takes no word of failure from whose claim has lapsed once another one has the effect, and takes that one’s',
    async run(outbox) {
      await add(outbox, 'a');
      await claim(outbox);
      const second = STORE_NOW + MINUTE_MS;
      await claim(outbox, { now: second });
      await settle(outbox, 'a', { kind: 'failed', reason: 'late', retryAt: STORE_NOW });
      await settle(outbox, 'a', { kind: 'dead', reason: 'late' });
      const [third] = await claim(outbox, { now: second + MINUTE_MS });
      expectEqual([third?.effect.key, third?.attempts], ['a', 0], 'when the second claim has lapsed');
      await settle(outbox, 'a', { kind: 'dead', reason: 'late' }, second + MINUTE_MS);
      expectEqual(
        await claimedKeys(outbox, { now: second + 2 * MINUTE_MS }),
        ['a'],
        'after the second’s word',
      );
      await settle(outbox, 'a', { kind: 'dead', reason: 'why' }, second + 3 * MINUTE_MS);
      expectEqual(await claimedKeys(outbox, { now: second + 9 * MINUTE_MS }), [], 'after the last one’s');
    },
  },
  {
    title: 'takes from everybody that the effect was delivered: another one’s claim makes it no less true',
    async run(outbox) {
      await add(outbox, 'a');
      await claim(outbox);
      const second = STORE_NOW + MINUTE_MS;
      await claim(outbox, { now: second });
      await settle(outbox, 'a', { kind: 'delivered', at: second });
      await settle(outbox, 'a', { kind: 'failed', reason: 'why', retryAt: second }, second + MINUTE_MS);
      expectEqual(await claimedKeys(outbox, { now: second + 9 * MINUTE_MS }), [], 'once delivered');
    },
  },
];
