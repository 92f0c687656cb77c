/** Statements about counters, their keys and their slices. Each counter is one row, found by primary key. */
import { sql as raw, type CompiledQuery } from 'kysely';
import type { Scope } from '../billing/ports/scope.js';
import type { MeterSlice, UsageCount, UsageCounter, UsageRefund } from '../billing/ports/usage-ledger.js';
import type { Instant } from '../kernel/instant.js';
import type { Sql } from './schema.js';

/** The allowance that nothing exceeds. */
export const UNLIMITED = -1;

/** What the counter stands at. */
export function selectUsed(db: Sql, counter: UsageCounter) {
  return db
    .selectFrom('usage_windows')
    .select('used')
    .where('app', '=', counter.key.app)
    .where('mode', '=', counter.key.mode)
    .where('portal_id', '=', counter.key.portalId)
    .where('limit_name', '=', counter.limit)
    .where('window_start', '=', counter.window.startsAt)
    .compile();
}

/** Adds to the counter when it fits. A first count is checked by the caller: there is no row to compare with. */
export function addToWindow(db: Sql, { key, limit, window, amount, allowed }: UsageCount): CompiledQuery {
  return db
    .insertInto('usage_windows')
    .values({
      app: key.app,
      mode: key.mode,
      portal_id: key.portalId,
      limit_name: limit,
      window_start: window.startsAt,
      window_end: window.endsAt,
      used: amount,
    })
    .onConflict((conflict) => {
      const add = conflict
        .columns(['app', 'mode', 'portal_id', 'limit_name', 'window_start'])
        .doUpdateSet({ used: raw<number>`usage_windows.used + ${amount}` });
      return allowed === UNLIMITED ? add : add.where('usage_windows.used', '<=', allowed - amount);
    })
    .compile();
}

/** Takes so much off the counter; changes nothing when it stands lower by now. */
export function takeFromWindow(db: Sql, { key, limit, window }: UsageCounter, amount: number): CompiledQuery {
  return db
    .updateTable('usage_windows')
    .set({ used: raw<number>`used - ${amount}` })
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .where('limit_name', '=', limit)
    .where('window_start', '=', window.startsAt)
    .where('used', '>=', amount)
    .compile();
}

/** A key and what it has counted. */
export function selectKey(db: Sql, { key, limit }: UsageCounter, once: string) {
  return db
    .selectFrom('usage_keys')
    .select(['window_start', 'customer_id', 'amount', 'refunded'])
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .where('limit_name', '=', limit)
    .where('key', '=', once)
    .compile();
}

/** Notes that the key counts now; changes nothing when it has counted and was not given back in full. */
export function writeKey(
  db: Sql,
  { key, limit, window, amount, meter }: UsageCount,
  once: NonNullable<UsageCount['once']>,
): CompiledQuery {
  const content = {
    window_start: window.startsAt,
    customer_id: meter?.customerId ?? null,
    amount,
    refunded: 0,
    expires_at: once.keptUntil,
  };
  return db
    .insertInto('usage_keys')
    .values({
      app: key.app,
      mode: key.mode,
      portal_id: key.portalId,
      limit_name: limit,
      key: once.key,
      ...content,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['app', 'mode', 'portal_id', 'limit_name', 'key'])
        .doUpdateSet(content)
        .whereRef('usage_keys.refunded', '=', 'usage_keys.amount'),
    )
    .compile();
}

/** Notes how much of what the key counted is given back; changes nothing when it counted something else by now or was given back. */
export function markRefunded(
  db: Sql,
  { key, limit, window, amount }: UsageRefund,
  counted: { readonly once: string; readonly amount: number },
): CompiledQuery {
  return db
    .updateTable('usage_keys')
    .set({ refunded: amount })
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .where('limit_name', '=', limit)
    .where('key', '=', counted.once)
    .where('window_start', '=', window.startsAt)
    .where('amount', '=', counted.amount)
    .where('refunded', '=', 0)
    .compile();
}

/** Adds to a slice that is still open. */
export function addToSlice(
  db: Sql,
  { key, limit }: UsageCounter,
  { slice, amount }: { readonly slice: MeterSlice; readonly amount: number },
): CompiledQuery {
  return db
    .insertInto('usage_slices')
    .values({
      app: key.app,
      mode: key.mode,
      portal_id: key.portalId,
      limit_name: limit,
      customer_id: slice.customerId,
      slice_start: slice.startsAt,
      slice_end: slice.endsAt,
      used: amount,
      state: 'open',
      attempts: 0,
      next_attempt_at: slice.endsAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['app', 'mode', 'portal_id', 'limit_name', 'customer_id', 'slice_start'])
        .doUpdateSet({ used: raw<number>`usage_slices.used + ${amount}` })
        .where('usage_slices.state', '=', 'open'),
    )
    .compile();
}

/** Forgets keys whose time is over. */
export function deleteKeys(db: Sql, scope: Scope, now: Instant): CompiledQuery {
  return db
    .deleteFrom('usage_keys')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('expires_at', '<=', now)
    .compile();
}

/** Forgets reported slices that ended before the instant. */
export function deleteSlices(db: Sql, scope: Scope, endedBefore: Instant): CompiledQuery {
  return db
    .deleteFrom('usage_slices')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('state', '=', 'reported')
    .where('next_attempt_at', '<', endedBefore)
    .compile();
}

/** Forgets counters whose window ended before the instant. */
export function deleteWindows(db: Sql, scope: Scope, endedBefore: Instant): CompiledQuery {
  return db
    .deleteFrom('usage_windows')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('window_end', '<', endedBefore)
    .compile();
}
