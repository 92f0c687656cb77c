/** Metered usage on any SQL database, from its hour to its report. A slice is closed before it is sent, so that what was sent is what it holds. */
import { sql as raw, type CompiledQuery } from 'kysely';
import type { MeterLedger, ReportResult, SealedSlice, TotalCursor } from '../billing/ports/meter-ledger.js';
import type { Scope } from '../billing/ports/scope.js';
import type { Instant } from '../kernel/instant.js';
import { claimable, inTimeOrder } from './claim-order.js';
import type { Executor } from './executor.js';
import type { Sql, UsageSliceRow } from './schema.js';

/** The ledger on any SQL database. */
export function createMeterLedger(executor: Executor, db: Sql): MeterLedger {
  return {
    async seal(scope, endedBefore) {
      await executor.all(sealSlices(db, scope, endedBefore));
    },
    async claim(scope, wish) {
      const rows = await executor.all(claimSlices(db, scope, wish));
      return inTimeOrder(rows, (row) => row.slice_start).map((row) => readSlice(scope, row, wish.now));
    },
    async settle(slice, result) {
      await executor.all(settleSlice(db, slice, result));
    },
    async totals(scope, wish) {
      const rows = await executor.all(selectTotals(db, scope, wish));
      return rows.map((row) => ({
        portalId: row.portal_id,
        limit: row.limit_name,
        customerId: row.customer_id,
        amount: Number(row.amount),
        unreported: Number(row.unreported),
      }));
    },
  };
}

/** Closes what has ended; an index finds the open slices by their end, which is when they wait for. */
export function sealSlices(db: Sql, scope: Scope, endedBefore: Instant): CompiledQuery {
  return db
    .updateTable('usage_slices')
    .set({ state: raw<string>`CASE WHEN used = 0 THEN 'reported' ELSE 'sealed' END` })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('state', '=', 'open')
    .where('next_attempt_at', '<', endedBefore)
    .compile();
}

/** Takes closed slices and notes when each was first sent, before it is. */
export function claimSlices(db: Sql, scope: Scope, wish: { now: Instant; limit: number; leaseMs: number }) {
  const key = ['portal_id', 'limit_name', 'customer_id', 'slice_start'] as const;
  const ready = db
    .selectFrom('usage_slices')
    .select(key)
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('state', '=', 'sealed')
    .where('next_attempt_at', '<=', wish.now)
    .where((where) => where.or([where('claimed_until', 'is', null), where('claimed_until', '<=', wish.now)]))
    .orderBy('next_attempt_at')
    .limit(wish.limit);
  return db
    .updateTable('usage_slices')
    .set({
      claimed_until: wish.now + wish.leaseMs,
      first_sent_at: raw<number>`COALESCE(first_sent_at, ${wish.now})`,
    })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where((where) =>
      where(where.refTuple(...key), 'in', claimable<[string, string, string, number]>(db, ready)),
    )
    .returningAll()
    .compile();
}

function settleSlice(db: Sql, { key, limit, slice }: SealedSlice, result: ReportResult): CompiledQuery {
  return db
    .updateTable('usage_slices')
    .set(settled(result))
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .where('limit_name', '=', limit)
    .where('customer_id', '=', slice.customerId)
    .where('slice_start', '=', slice.startsAt)
    .compile();
}

function settled(result: ReportResult) {
  switch (result.kind) {
    case 'reported':
      return { state: 'reported', claimed_until: null, reason: null };
    case 'failed':
      return {
        claimed_until: null,
        attempts: raw<number>`attempts + 1`,
        next_attempt_at: result.retryAt,
        reason: result.reason,
      };
    case 'held':
      return { state: 'held', claimed_until: null, reason: result.reason };
  }
}

/** One page of totals, by an index of when slices begin. */
export function selectTotals(
  db: Sql,
  scope: Scope,
  wish: { fromAt: Instant; toAt: Instant; after: TotalCursor | null; limit: number },
) {
  const group = ['customer_id', 'limit_name'] as const;
  const { customerId = '', limit = '' } = wish.after ?? {};
  return db
    .selectFrom('usage_slices')
    .select(group)
    .select(({ fn }) => [fn.max('portal_id').as('portal_id'), fn.sum<number | string>('used').as('amount')])
    .select(raw<number | string>`SUM(CASE WHEN state = 'reported' THEN 0 ELSE 1 END)`.as('unreported'))
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('slice_start', '>=', wish.fromAt)
    .where('slice_start', '<', wish.toAt)
    .where((where) => where(where.refTuple(...group), '>', where.tuple(customerId, limit)))
    .groupBy(group)
    .orderBy('customer_id')
    .orderBy('limit_name')
    .limit(wish.limit)
    .compile();
}

function readSlice(scope: Scope, row: UsageSliceRow, claimedAt: Instant): SealedSlice {
  return {
    key: { app: scope.app, mode: scope.mode, portalId: row.portal_id },
    limit: row.limit_name,
    slice: { customerId: row.customer_id, startsAt: row.slice_start, endsAt: row.slice_end },
    amount: row.used,
    attempts: row.attempts,
    firstSentAt: row.first_sent_at ?? claimedAt,
  };
}
