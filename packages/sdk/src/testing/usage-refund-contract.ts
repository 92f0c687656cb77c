/** What a ledger promises of refunds; part of `usageLedgerContract`. */
import { DAY_MS } from '../kernel/instant.js';
import { expectEqual } from './contract-case.js';
import { COUNTER, countOf, keyed, kindOf, refundOf, USAGE_WINDOW, type UsageRule } from './usage-wishes.js';

/** The rules of refunds. */
export const USAGE_REFUND_RULES: readonly UsageRule[] = [
  {
    title: 'gives back what was counted and never more',
    async run({ usage }) {
      expectEqual(await kindOf(usage.refund(refundOf(3))), 'nothing', 'nothing counted yet');
      await usage.consume(countOf(5));
      expectEqual(await kindOf(usage.refund(refundOf(3))), 'refunded', 'a part');
      expectEqual(await usage.used(COUNTER), 2, 'what is left');
      expectEqual(await kindOf(usage.refund(refundOf(100))), 'refunded', 'more than was counted');
      expectEqual(await usage.used(COUNTER), 0, 'never below zero');
      expectEqual(await kindOf(usage.refund(refundOf(1))), 'nothing', 'nothing left');
    },
  },
  {
    title:
      'gives a key’s count back once, in the window in which it counted, and lets a key given back in full count again',
    async run({ usage }) {
      await usage.consume(countOf(4));
      await usage.consume(countOf(5, keyed('a')));
      const later = {
        once: 'a',
        window: { startsAt: USAGE_WINDOW.endsAt, endsAt: USAGE_WINDOW.endsAt + DAY_MS },
      };
      expectEqual(await kindOf(usage.refund(refundOf(5, later))), 'refunded', 'in a later window');
      expectEqual(await usage.used(COUNTER), 4, 'used in its own');
      expectEqual(await kindOf(usage.refund(refundOf(5, later))), 'nothing', 'again');
      expectEqual(await usage.used(COUNTER), 4, 'used after the second try');
      expectEqual(await kindOf(usage.consume(countOf(5, keyed('a')))), 'counted', 'the key anew');
      expectEqual(await kindOf(usage.consume(countOf(5, keyed('a')))), 'repeated', 'and once');
      expectEqual(await usage.used(COUNTER), 9, 'used in the end');
    },
  },
  {
    title: 'gives a part of a key’s count back once and refuses another or a greater part',
    async run({ usage }) {
      await usage.consume(countOf(5, keyed('a')));
      expectEqual(
        await usage.refund(refundOf(6, { once: 'a' })),
        { kind: 'refused', counted: 5, refunded: 0 },
        'more than the key counted',
      );
      expectEqual(await kindOf(usage.refund(refundOf(2, { once: 'a' }))), 'refunded', 'a part');
      expectEqual(await kindOf(usage.refund(refundOf(2, { once: 'a' }))), 'nothing', 'the same part');
      expectEqual(
        await usage.refund(refundOf(3, { once: 'a' })),
        { kind: 'refused', counted: 5, refunded: 2 },
        'another part',
      );
      expectEqual(await kindOf(usage.consume(countOf(5, keyed('a')))), 'repeated', 'the key still counts');
      expectEqual(await usage.used(COUNTER), 3, 'used');
      expectEqual(await kindOf(usage.refund(refundOf(1, { once: 'b' }))), 'nothing', 'an unknown key');
    },
  },
  {
    title: 'takes one of many simultaneous refunds of one key',
    async run({ usage }) {
      await usage.consume(countOf(5));
      await usage.consume(countOf(2, keyed('a')));
      const results = await Promise.all(
        Array.from({ length: 20 }, () => usage.refund(refundOf(2, { once: 'a' }))),
      );
      expectEqual(results.filter(({ kind }) => kind === 'refunded').length, 1, 'refunded');
      expectEqual(await usage.used(COUNTER), 5, 'used');
    },
  },
];
