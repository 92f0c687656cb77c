/**
 * The usage ledger on any SQL database. What may not be exceeded is one conditional write, so that the database decides and nobody reads first; key,
 * slice and tellings are steps of the same atomic list.
 */
import type {
  UsageCount,
  UsageCounted,
  UsageCounter,
  UsageLedger,
  UsageRefund,
  UsageRefunded,
} from '../billing/ports/usage-ledger.js';
import type { Executor, Step } from './executor.js';
import type { Sql, UsageKeyRow } from './schema.js';
import { tellUsage } from './tell-usage.js';
import {
  addToSlice,
  addToWindow,
  deleteKeys,
  deleteSlices,
  deleteWindows,
  markRefunded,
  selectKey,
  selectUsed,
  takeFromWindow,
  UNLIMITED,
  writeKey,
} from './usage-statements.js';

/** Guards, by what they mean. A failed one leaves nothing of the list. */
const KEY_GUARD = 'repeated';
const ALLOWANCE_GUARD = 'exceeded';
const SLICE_GUARD = 'sealed';

type KnownKey = Pick<UsageKeyRow, 'window_start' | 'customer_id' | 'amount' | 'refunded'>;

/** The ledger on any SQL database. */
export function createUsageLedger(executor: Executor, db: Sql): UsageLedger {
  return {
    async consume(count) {
      for (;;) {
        const counted = await tryCount(executor, db, count);
        if (counted) return counted;
      }
    },
    async refund(refund) {
      for (;;) {
        const refunded = await tryRefund(executor, db, refund);
        if (refunded) return refunded;
      }
    },
    async used(counter) {
      const [row] = await executor.all(selectUsed(db, counter));
      return row?.used ?? 0;
    },
    async forget(scope, { now, endedBefore }) {
      await executor.all(deleteKeys(db, scope, now));
      await executor.all(deleteWindows(db, scope, endedBefore));
      await executor.all(deleteSlices(db, scope, endedBefore));
    },
  };
}

/** Null: the key was given back between two statements and may count now. */
async function tryCount(executor: Executor, db: Sql, count: UsageCount): Promise<UsageCounted | null> {
  const neverFits = count.allowed !== UNLIMITED && count.amount > count.allowed;
  const failedGuard = neverFits ? ALLOWANCE_GUARD : await executor.atomic(countSteps(db, count));
  if (failedGuard === null) return { kind: 'counted' };
  if (failedGuard === SLICE_GUARD) return { kind: 'sealed' };
  const before = count.once && (await readKey(executor, db, count, count.once.key));
  if (before && before.refunded < before.amount) return { kind: 'repeated', amount: before.amount };
  if (failedGuard === KEY_GUARD) return null;
  const [row] = await executor.all(selectUsed(db, count));
  return { kind: 'exceeded', used: row?.used ?? 0 };
}

function countSteps(db: Sql, count: UsageCount): readonly Step[] {
  const { once, meter: slice, amount } = count;
  return [
    ...(once ? [{ query: writeKey(db, count, once), guard: KEY_GUARD }] : []),
    { query: addToWindow(db, count), guard: ALLOWANCE_GUARD },
    ...(slice ? [{ query: addToSlice(db, count, { slice, amount }), guard: SLICE_GUARD }] : []),
    ...count.tellings.map((telling) => ({ query: tellUsage(db, count, telling) })),
  ];
}

/** Null: somebody else counted or refunded between two statements; what is true now is read again. */
async function tryRefund(executor: Executor, db: Sql, refund: UsageRefund): Promise<UsageRefunded | null> {
  const { once } = refund;
  const before = once === null ? null : await readKey(executor, db, refund, once);
  const settled = once === null ? null : settledRefund(refund, before);
  if (settled) return settled;
  const window = { ...refund.window, startsAt: before?.window_start ?? refund.window.startsAt };
  const [row] = await executor.all(selectUsed(db, { ...refund, window }));
  const amount = Math.min(refund.amount, row?.used ?? 0);
  if (amount === 0 && before === null) return { kind: 'nothing' };
  const failedGuard = await executor.atomic(refundSteps(db, { ...refund, window }, { before, amount }));
  if (failedGuard === null) return { kind: 'refunded' };
  return failedGuard === SLICE_GUARD ? { kind: 'sealed' } : null;
}

/** What is to be said of a keyed refund without writing anything; null: it is to be written. */
function settledRefund(refund: UsageRefund, before: KnownKey | null): UsageRefunded | null {
  if (!before || before.refunded === refund.amount) return { kind: 'nothing' };
  if (before.refunded === 0 && refund.amount <= before.amount) return null;
  return { kind: 'refused', counted: before.amount, refunded: before.refunded };
}

function refundSteps(
  db: Sql,
  refund: UsageRefund,
  { before, amount }: { before: KnownKey | null; amount: number },
): readonly Step[] {
  const { once, slice } = refund;
  const customerId = before ? before.customer_id : refund.customerId;
  const metered = slice && customerId !== null ? { ...slice, customerId } : null;
  return [
    ...(before && once !== null
      ? [{ query: markRefunded(db, refund, { once, amount: before.amount }), guard: KEY_GUARD }]
      : []),
    ...(amount > 0 ? [{ query: takeFromWindow(db, refund, amount), guard: ALLOWANCE_GUARD }] : []),
    ...(amount > 0 && metered
      ? [{ query: addToSlice(db, refund, { slice: metered, amount: -amount }), guard: SLICE_GUARD }]
      : []),
  ];
}

async function readKey(
  executor: Executor,
  db: Sql,
  counter: UsageCounter,
  once: string,
): Promise<KnownKey | null> {
  const [row] = await executor.all(selectKey(db, counter, once));
  return row ?? null;
}
