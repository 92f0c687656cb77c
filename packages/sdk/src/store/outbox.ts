import { sql as raw, type CompiledQuery } from 'kysely';
import type { Effect } from '../billing/decision.js';
import type { ClaimedEffect, EffectResult, Outbox } from '../billing/ports/outbox.js';
import type { Scope } from '../billing/ports/scope.js';
import type { PortalId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import { claimable, inTimeOrder } from './claim-order.js';
import type { Executor } from './executor.js';
import type { OutboxRow, Sql } from './schema.js';

/** The outbox on any SQL database. */
export function createOutbox(executor: Executor, db: Sql): Outbox {
  return {
    async add(scope, entry) {
      await executor.all(insertEffect(db, scope, entry));
    },
    async claim(scope, wish) {
      const rows = await executor.all(claimEffects(db, scope, wish));
      const claimedUntil = wish.now + wish.leaseMs;
      return inTimeOrder(rows, (row) => row.created_at).map((row) => readEffect(row, claimedUntil));
    },
    async find(scope, key) {
      const [row] = await executor.all(selectEffect(db, scope, key));
      return row ? { portalId: row.portal_id, effect: JSON.parse(row.effect) as Effect } : null;
    },
    async settle(scope, { effect, claimedUntil }, result) {
      await executor.all(
        db
          .updateTable('outbox')
          .set(settled(result))
          .where('app', '=', scope.app)
          .where('mode', '=', scope.mode)
          .where('key', '=', effect.key)
          .$if(!isTrueForEver(effect, result), (query) => query.where('claimed_until', '=', claimedUntil))
          .compile(),
      );
    },
    async release(scope) {
      await executor.all(
        db
          .updateTable('outbox')
          .set({ claimed_until: null })
          .where('app', '=', scope.app)
          .where('mode', '=', scope.mode)
          .where('claimed_until', 'is not', null)
          .compile(),
      );
    },
  };
}

/** The row of an effect that is new. */
export function effectRow(
  { app, mode }: Scope,
  entry: { portalId: PortalId | null; effect: Effect; now: Instant },
) {
  return {
    app,
    mode,
    key: entry.effect.key,
    portal_id: entry.portalId,
    effect: JSON.stringify(entry.effect),
    created_at: entry.now,
    state: 'open',
    attempts: 0,
    next_attempt_at: entry.now,
    claimed_until: null,
    reason: null,
  };
}

/** Adds an effect; one whose key is known already was said before and is left alone, but for an alert, which is raised again. */
export function insertEffect(
  db: Sql,
  scope: Scope,
  entry: { portalId: PortalId | null; effect: Effect; now: Instant },
): CompiledQuery {
  return db
    .insertInto('outbox')
    .values(effectRow(scope, entry))
    .onConflict((conflict) => {
      if (entry.effect.kind !== 'raiseAlert') return conflict.doNothing();
      return conflict
        .columns(['app', 'mode', 'key'])
        .doUpdateSet((set) => ({
          effect: set.ref('excluded.effect'),
          created_at: set.ref('excluded.created_at'),
          state: 'open',
          attempts: 0,
          next_attempt_at: set.ref('excluded.next_attempt_at'),
        }))
        .where('outbox.state', '!=', 'open');
    })
    .compile();
}

/** One effect by primary key. */
function selectEffect(db: Sql, scope: Scope, key: string) {
  return db
    .selectFrom('outbox')
    .select(['portal_id', 'effect'])
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('key', '=', key)
    .compile();
}

function claimEffects(db: Sql, scope: Scope, wish: { now: Instant; limit: number; leaseMs: number }) {
  const ready = db
    .selectFrom('outbox')
    .select('key')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('state', '=', 'open')
    .where('next_attempt_at', '<=', wish.now)
    .where((where) => where.or([where('claimed_until', 'is', null), where('claimed_until', '<=', wish.now)]))
    .orderBy('next_attempt_at')
    .orderBy('created_at')
    .limit(wish.limit);
  return db
    .updateTable('outbox')
    .set({ claimed_until: wish.now + wish.leaseMs })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('key', 'in', claimable<string>(db, ready))
    .returningAll()
    .compile();
}

/**
 * What was told outside is told, whoever says so; fenced, a delivery that takes longer than its lease would be made again and again. Any other word
 * is for who has the effect now, and so is that an alert was noted: it may have been raised anew.
 */
function isTrueForEver({ kind }: Effect, result: EffectResult): boolean {
  return result.kind === 'delivered' && kind !== 'raiseAlert';
}

function settled(result: EffectResult) {
  switch (result.kind) {
    case 'delivered':
      return { state: 'delivered', claimed_until: null };
    case 'putOff':
      return { claimed_until: null, next_attempt_at: result.retryAt, reason: result.reason };
    case 'failed':
      return {
        claimed_until: null,
        attempts: raw<number>`attempts + 1`,
        next_attempt_at: result.retryAt,
        reason: result.reason,
      };
    case 'dead':
      return { state: 'dead', claimed_until: null, reason: result.reason };
  }
}

function readEffect(row: OutboxRow, claimedUntil: Instant): ClaimedEffect {
  return {
    portalId: row.portal_id,
    effect: JSON.parse(row.effect) as Effect,
    createdAt: row.created_at,
    attempts: row.attempts,
    claimedUntil,
  };
}
