/** What only operators ask of a database: counts, another run for stored webhooks, and forgetting a portal. */
import { sql as raw, type CompiledQuery } from 'kysely';
import type { Scope } from '../billing/ports/scope.js';
import type { AdminStore } from '../worker/admin/admin-store.js';
import { countErasable, eraseSteps } from './erase-portal.js';
import type { Executor } from './executor.js';
import type { Sql } from './schema.js';

/** At most so many dead letters are answered at once. */
const MAX_EVENTS = 1_000;

/** The operators' store on any SQL database. */
export function createAdminStore(executor: Executor, db: Sql): AdminStore {
  return {
    async counts(scope, { overdueSince }) {
      const [portals] = await executor.all(countPortals(db, scope));
      const events = await executor.all(countByState(db, scope, 'inbox'));
      const effects = await executor.all(countByState(db, scope, 'outbox'));
      const [last] = await executor.all(lastReceived(db, scope));
      const [lateEvents] = await executor.all(countOverdue(db, scope, { table: 'inbox', overdueSince }));
      const [lateEffects] = await executor.all(countOverdue(db, scope, { table: 'outbox', overdueSince }));
      return {
        portals: portals?.count ?? 0,
        events: Object.fromEntries(events.map(({ state, count }) => [state, count])),
        lastEventReceivedAt: last?.received_at ?? null,
        effects: Object.fromEntries(effects.map(({ state, count }) => [state, count])),
        overdue: { events: lateEvents?.count ?? 0, effects: lateEffects?.count ?? 0 },
      };
    },
    async events(scope, wish) {
      const rows = await executor.all(selectEvents(db, scope, wish));
      return rows.map(({ event_id, type, has_body }) => ({
        eventId: event_id,
        type,
        hasBody: has_body === 1,
      }));
    },
    async reopen(scope, { eventIds, now }) {
      await executor.atomic(eventIds.map((eventId) => ({ query: reopenEvent(db, scope, eventId, now) })));
    },
    erasable: (wish) => countErasable(executor, db, wish),
    erase: async (wish) => (await executor.atomic(eraseSteps(db, wish))) === null,
  };
}

function countPortals(db: Sql, scope: Scope) {
  return db
    .selectFrom('accounts')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .compile();
}

function countByState(db: Sql, scope: Scope, table: 'inbox' | 'outbox') {
  return db
    .selectFrom(table)
    .select((select) => ['state', select.fn.countAll<number>().as('count')])
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .groupBy('state')
    .compile();
}

function countOverdue(
  db: Sql,
  scope: Scope,
  { table, overdueSince }: { readonly table: 'inbox' | 'outbox'; readonly overdueSince: number },
) {
  return db
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('state', '=', 'open')
    .where('next_attempt_at', '<=', overdueSince)
    .compile();
}

function lastReceived(db: Sql, scope: Scope) {
  return db
    .selectFrom('inbox')
    .select('received_at')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .orderBy('received_at', 'desc')
    .limit(1)
    .compile();
}

function selectEvents(db: Sql, scope: Scope, wish: Parameters<AdminStore['events']>[1]) {
  const ofScope = db
    .selectFrom('inbox')
    .select(['event_id', 'type', raw<number>`CASE WHEN sealed_body IS NULL THEN 0 ELSE 1 END`.as('has_body')])
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode);
  const wished =
    wish === 'dead' ? ofScope.where('state', '=', 'dead') : ofScope.where('event_id', '=', wish.eventId);
  return wished.orderBy('received_at').orderBy('event_id').limit(MAX_EVENTS).compile();
}

/** What an event still needed is still noted; one that was done runs its handlers again, and the next observation comes by itself. */
function reopenEvent(db: Sql, scope: Scope, eventId: string, now: number): CompiledQuery {
  return db
    .updateTable('inbox')
    .set({
      state: 'open',
      attempts: 0,
      next_attempt_at: now,
      claimed_until: null,
      reason: null,
      needs_observation: raw<number>`CASE WHEN customer_id IS NULL THEN 0 ELSE 1 END`,
    })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('event_id', '=', eventId)
    .where('sealed_body', 'is not', null)
    .compile();
}
