/**
 * The turns of syncs on any SQL database. A claimed turn is due again when its lease lapses: `due_at` is the lease's end while `claim` names who
 * has it, so that what a dead process left needs no look of its own.
 */
import type { CompiledQuery } from 'kysely';
import type { Scope } from '../billing/ports/scope.js';
import type { AccountKey } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import { NO_PROGRESS, type SyncKey, type SyncProgress, type SyncRunStore } from '../worker/sync/sync-runs.js';
import type { Executor } from './executor.js';
import type { Sql, SyncRunRow } from './schema.js';

/** The store on any SQL database. */
export function createSyncRunStore(executor: Executor, db: Sql): SyncRunStore {
  const changes = async (query: CompiledQuery<{ readonly sync_id: string }>) =>
    (await executor.all(query)).length > 0;
  return {
    async enroll(scope, { portalIds, syncIds, now }) {
      const keys = portalIds.flatMap((portalId) => syncIds.map((syncId) => ({ ...scope, portalId, syncId })));
      if (keys.length > 0) await executor.atomic(keys.map((key) => ({ query: insertTurn(db, key, now) })));
    },
    async claim(scope, { syncIds, now, leaseMs }) {
      for (;;) {
        const first = await firstDue(executor, db, { scope, syncIds, now });
        if (!first) return null;
        const key: SyncKey = { ...scope, portalId: first.portal_id, syncId: first.sync_id };
        const claim = crypto.randomUUID();
        const take = takeTurn(db, key, { claim, now, until: now + leaseMs });
        const [row] = await executor.all(take, { lock: turnLock(key) });
        if (row) return { key, claim, progress: progressOf(row) };
      }
    },
    keep: ({ key, claim }, { progress, until }) =>
      changes(updateTurn(db, { key, claim }, { progress: JSON.stringify(progress), due_at: until })),
    settle({ key, claim }, { progress, dueAt, isPaused }) {
      const end = { due_at: dueAt, is_paused: isPaused ? 1 : 0, claim: null };
      return changes(updateTurn(db, { key, claim }, { ...end, progress: JSON.stringify(progress) }));
    },
    async wake(key, now) {
      await executor.all(wakePaused(db, key, now));
    },
    async release(scope, now) {
      await executor.all(releaseTurns(db, scope, now));
    },
    async hasten(scope, wish) {
      await executor.all(hastenTurns(db, scope, wish));
    },
  };
}

/** The earliest due turn of all the syncs: one look-up a sync, in order of its due instants. */
async function firstDue(
  executor: Executor,
  db: Sql,
  { scope, syncIds, now }: { scope: Scope; syncIds: readonly string[]; now: Instant },
) {
  const firsts = await Promise.all(
    syncIds.map((syncId) => executor.all(selectFirstDue(db, scope, { syncId, now }))),
  );
  return firsts.flat().sort((left, right) => (left.due_at ?? 0) - (right.due_at ?? 0))[0];
}

/** The sync's first due turn of a portal that no turn is under way for. */
export function selectFirstDue(db: Sql, scope: Scope, { syncId, now }: { syncId: string; now: Instant }) {
  return db
    .selectFrom('sync_runs as turn')
    .select(['turn.portal_id', 'turn.sync_id', 'turn.due_at'])
    .where('turn.app', '=', scope.app)
    .where('turn.mode', '=', scope.mode)
    .where('turn.sync_id', '=', syncId)
    .where('turn.due_at', '<=', now)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('sync_runs as other')
            .select('other.claim')
            .where('other.app', '=', scope.app)
            .where('other.mode', '=', scope.mode)
            .whereRef('other.portal_id', '=', 'turn.portal_id')
            .where('other.claim', 'is not', null)
            .where('other.due_at', '>', now),
        ),
      ),
    )
    .orderBy('turn.due_at')
    .limit(1)
    .compile();
}

/** Who takes turns of one portal stands in this line: each must see whether the one before has taken another of its syncs. */
function turnLock({ app, mode, portalId }: SyncKey): string {
  return `sync turn:${app}:${mode}:${portalId}`;
}

/** Takes the turn unless somebody was first, with this sync or with another one of the portal. */
export function takeTurn(
  db: Sql,
  key: SyncKey,
  { claim, now, until }: { claim: string; now: Instant; until: Instant },
) {
  const underWay = db
    .selectFrom('sync_runs as other')
    .select('other.claim')
    .where('other.app', '=', key.app)
    .where('other.mode', '=', key.mode)
    .where('other.portal_id', '=', key.portalId)
    .where('other.claim', 'is not', null)
    .where('other.due_at', '>', now);
  return ofKey(db, key)
    .set({ claim, due_at: until })
    .where('due_at', '<=', now)
    .where((where) => where.not(where.exists(underWay)))
    .returningAll()
    .compile();
}

function updateTurn(
  db: Sql,
  { key, claim }: { key: SyncKey; claim: string },
  fields: Partial<Pick<SyncRunRow, 'claim' | 'due_at' | 'is_paused' | 'progress'>>,
) {
  return ofKey(db, key).set(fields).where('claim', '=', claim).returning('sync_id').compile();
}

/** A known turn is left alone, unless it was never to come. */
function insertTurn(db: Sql, key: SyncKey, now: Instant): CompiledQuery {
  const { app, mode, portalId: portal_id, syncId: sync_id } = key;
  return db
    .insertInto('sync_runs')
    .values({ app, mode, portal_id, sync_id, due_at: now, claim: null, is_paused: 0, progress: null })
    .onConflict((conflict) =>
      conflict
        .columns(['app', 'mode', 'portal_id', 'sync_id'])
        .doUpdateSet({ due_at: now })
        .where('sync_runs.due_at', 'is', null),
    )
    .compile();
}

function wakePaused(db: Sql, key: AccountKey, now: Instant): CompiledQuery {
  return db
    .updateTable('sync_runs')
    .set({ due_at: now })
    .where('app', '=', key.app)
    .where('mode', '=', key.mode)
    .where('portal_id', '=', key.portalId)
    .where('is_paused', '=', 1)
    .where('claim', 'is', null)
    .where('due_at', '>', now)
    .compile();
}

function releaseTurns(db: Sql, scope: Scope, now: Instant): CompiledQuery {
  return db
    .updateTable('sync_runs')
    .set({ due_at: now, claim: null })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('claim', 'is not', null)
    .compile();
}

/** What lies further ahead than any turn is ever set. */
export function hastenTurns(
  db: Sql,
  scope: Scope,
  { syncId, dueAfter, now }: { syncId: string; dueAfter: Instant; now: Instant },
): CompiledQuery {
  return db
    .updateTable('sync_runs')
    .set({ due_at: now })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('sync_id', '=', syncId)
    .where('due_at', '>', dueAfter)
    .compile();
}

function ofKey(db: Sql, { app, mode, portalId, syncId }: SyncKey) {
  return db
    .updateTable('sync_runs')
    .where('app', '=', app)
    .where('mode', '=', mode)
    .where('portal_id', '=', portalId)
    .where('sync_id', '=', syncId);
}

function progressOf({ progress }: SyncRunRow): SyncProgress {
  return progress === null ? NO_PROGRESS : (JSON.parse(progress) as SyncProgress);
}
