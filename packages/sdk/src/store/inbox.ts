import { sql as raw, type CompiledQuery } from 'kysely';
import type { ClaimedEvent, EventResult, Inbox, InboxEvent } from '../billing/ports/inbox.js';
import type { Scope } from '../billing/ports/scope.js';
import type { Instant } from '../kernel/instant.js';
import { claimable, inTimeOrder } from './claim-order.js';
import type { Executor } from './executor.js';
import { claimOfPortal, countSkipped, selectNextPortal, turnLock } from './inbox-turns.js';
import type { InboxRow, Sql } from './schema.js';

/** The inbox on any SQL database. */
export function createInbox(executor: Executor, db: Sql): Inbox {
  const run = async (query: CompiledQuery): Promise<void> => {
    await executor.all(query);
  };
  return {
    async receive(scope, event, claimedUntil) {
      const query = insertEvent(db, arrivedRow(scope, event, claimedUntil));
      const failedGuard = await executor.atomic([{ query, guard: 'duplicate' }]);
      return failedGuard === null ? 'stored' : 'duplicate';
    },
    async claim(scope, wish) {
      const rows = await executor.all(claimEvents(db, scope, wish));
      const claimedUntil = wish.now + wish.leaseMs;
      return inTimeOrder(rows, (row) => row.received_at).map((row) => readEvent(row, claimedUntil));
    },
    async claimTurn(scope, wish) {
      for (let after = wish.after ?? ''; ;) {
        const [next] = await executor.all(selectNextPortal(db, scope, { ...wish, after }));
        if (!next?.portal_id) return null;
        after = next.portal_id;
        const claim = claimOfPortal(db, scope, { ...wish, portalId: after });
        const [row] = await executor.all(claim, { lock: turnLock(scope, after) });
        if (row) return { ...readEvent(row, wish.now + wish.leaseMs), portalId: after };
      }
    },
    async skippedOf(key) {
      const [row] = await executor.all(countSkipped(db, key));
      return row?.count ?? 0;
    },
    settle: (scope, claim, result) => run(settleEvent(db, { ...scope, ...claim }, result)),
    dropBodies: (scope, receivedBefore) => run(forgetBodies(db, scope, receivedBefore)),
    release: (scope) => run(releaseClaims(db, scope)),
  };
}

/** The row of an event that has just arrived. */
export function arrivedRow({ app, mode }: Scope, event: InboxEvent, claimedUntil?: Instant) {
  return {
    app,
    mode,
    event_id: event.eventId,
    type: event.type,
    portal_id: event.portalId,
    customer_id: event.customerId,
    received_at: event.receivedAt,
    sealed_body: event.sealedBody,
    needs_observation: event.needsObservation ? 1 : 0,
    needs_handlers: event.needsHandlers ? 1 : 0,
    state: event.needsObservation || event.needsHandlers ? 'open' : 'done',
    attempts: 0,
    next_attempt_at: event.receivedAt,
    claimed_until: claimedUntil ?? null,
    reason: null,
  };
}

function insertEvent(db: Sql, row: ReturnType<typeof arrivedRow>): CompiledQuery {
  return db
    .insertInto('inbox')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .compile();
}

/** Open events, and unmatched ones whose customer has found its portal since. */
function claimEvents(db: Sql, scope: Scope, wish: { now: Instant; limit: number; leaseMs: number }) {
  const ready = db
    .selectFrom('inbox')
    .select('event_id')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('portal_id', 'is', null)
    .where('next_attempt_at', '<=', wish.now)
    .where((where) => where.or([where('claimed_until', 'is', null), where('claimed_until', '<=', wish.now)]))
    .where((where) =>
      where.or([
        where('state', '=', 'open'),
        where.and([where('state', '=', 'unmatched'), where.exists(mappingOfEvent(db))]),
      ]),
    )
    .orderBy('next_attempt_at')
    .orderBy('received_at')
    .limit(wish.limit);
  return db
    .updateTable('inbox')
    .set({ claimed_until: wish.now + wish.leaseMs })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('event_id', 'in', claimable<string>(db, ready))
    .returningAll()
    .compile();
}

function settleEvent(
  db: Sql,
  claim: Scope & Pick<ClaimedEvent, 'eventId' | 'claimedUntil'>,
  result: EventResult,
): CompiledQuery {
  return db
    .updateTable('inbox')
    .set(settled(result))
    .where('app', '=', claim.app)
    .where('mode', '=', claim.mode)
    .where('event_id', '=', claim.eventId)
    .where('claimed_until', '=', claim.claimedUntil)
    .where('state', '!=', 'done')
    .compile();
}

function forgetBodies(db: Sql, scope: Scope, receivedBefore: Instant): CompiledQuery {
  return db
    .updateTable('inbox')
    .set({ sealed_body: null })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('received_at', '<', receivedBefore)
    .where('sealed_body', 'is not', null)
    .where('state', '!=', 'open')
    .compile();
}

function releaseClaims(db: Sql, scope: Scope): CompiledQuery {
  return db
    .updateTable('inbox')
    .set({ claimed_until: null })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('claimed_until', 'is not', null)
    .compile();
}

function mappingOfEvent(db: Sql) {
  return db
    .selectFrom('customers')
    .select(raw<number>`1`.as('found'))
    .whereRef('customers.app', '=', 'inbox.app' as never)
    .whereRef('customers.mode', '=', 'inbox.mode' as never)
    .whereRef('customers.customer_id', '=', 'inbox.customer_id' as never);
}

function settled(result: EventResult) {
  switch (result.kind) {
    case 'observed':
      return {
        needs_observation: 0,
        claimed_until: keptForHandlers(),
        state: doneUnless('needs_handlers'),
      };
    case 'handled':
      return { needs_handlers: 0, claimed_until: null, state: doneUnless('needs_observation') };
    case 'skipped':
      return { needs_handlers: 0, claimed_until: null, state: 'skipped', reason: result.reason };
    case 'unmatched':
      return {
        claimed_until: keptForHandlers(),
        state: raw<string>`CASE WHEN needs_handlers = 1 THEN 'open' ELSE 'unmatched' END`,
      };
    case 'failed':
      return {
        claimed_until: null,
        attempts: raw<number>`attempts + 1`,
        next_attempt_at: result.retryAt,
        reason: result.reason,
      };
    case 'dead':
      return { claimed_until: null, state: 'dead', reason: result.reason };
  }
}

/** Whoever observed runs the handlers next: given back in between, a second process would run them as well. */
export function keptForHandlers() {
  return raw<number | null>`CASE WHEN needs_handlers = 1 THEN claimed_until ELSE NULL END`;
}

function doneUnless(column: 'needs_handlers' | 'needs_observation') {
  return raw<string>`CASE WHEN ${raw.ref(column)} = 1 THEN state ELSE 'done' END`;
}

function readEvent(row: InboxRow, claimedUntil: Instant): ClaimedEvent {
  return {
    eventId: row.event_id,
    type: row.type,
    portalId: row.portal_id,
    customerId: row.customer_id,
    receivedAt: row.received_at,
    sealedBody: row.sealed_body ?? '',
    needsObservation: row.needs_observation === 1,
    needsHandlers: row.needs_handlers === 1,
    attempts: row.attempts,
    claimedUntil,
  };
}
