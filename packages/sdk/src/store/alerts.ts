/** Statements about alerts: one row a key, which opens, counts its raises, is resolved, and may open anew. */
import { sql as raw } from 'kysely';
import type { Page } from '../contract/admin/page.js';
import type { AlertEntry, AlertQuery } from '../contract/admin/alert-entry.js';
import type { AlertRaise, AlertStore } from '../billing/ports/alert-store.js';
import type { Scope } from '../billing/ports/scope.js';
import { HsxError } from '../kernel/hsx-error.js';
import type { Instant } from '../kernel/instant.js';
import { inChunks } from './chunks.js';
import type { Executor } from './executor.js';
import type { AlertRow, Sql } from './schema.js';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 500;

/** The alerts on any SQL database. */
export function createAlertStore(executor: Executor, db: Sql): AlertStore {
  return {
    async raise(scope, raise) {
      const [raised] = await executor.all(upsertAlert(db, scope, raise));
      const [row] = raised ? [raised] : await executor.all(selectAlert(db, scope, raise.key));
      return row ? readAlert(row) : newAlert(raise);
    },
    async list(scope, query) {
      const limit = limitOf(query);
      const rows = await executor.all(selectAlerts(db, scope, query, limit + 1));
      return pageOf(rows, limit);
    },
    async resolve(scope, wish) {
      let resolved = 0;
      for (const keys of inChunks(wish.keys)) {
        resolved += (await executor.all(resolveAlerts(db, scope, { ...wish, keys }))).length;
      }
      return resolved;
    },
    async countOpen(scope) {
      const [row] = await executor.all(countOpenAlerts(db, scope));
      return row?.count ?? 0;
    },
  };
}

/** Opens the alert, counts it, or opens it anew; answers no row when the raise is no news. */
export function upsertAlert(db: Sql, scope: Scope, raise: AlertRaise) {
  const isOpen = raw<boolean>`alerts.resolved_at IS NULL`;
  const isNews = raw<boolean>`excluded.last_raised_at > alerts.last_raised_at AND (${isOpen} OR excluded.last_raised_at > alerts.resolved_at)`;
  return db
    .insertInto('alerts')
    .values({ ...scopeOf(scope), ...newRow(raise) })
    .onConflict((conflict) =>
      conflict
        .columns(['app', 'mode', 'key'])
        .doUpdateSet((set) => ({
          code: set.ref('excluded.code'),
          message: set.ref('excluded.message'),
          details: set.ref('excluded.details'),
          portal_id: set.ref('excluded.portal_id'),
          first_raised_at: raw<number>`CASE WHEN ${isOpen} THEN alerts.first_raised_at ELSE excluded.first_raised_at END`,
          last_raised_at: set.ref('excluded.last_raised_at'),
          times: raw<number>`CASE WHEN ${isOpen} THEN alerts.times + 1 ELSE 1 END`,
          resolved_at: null,
          resolved_by: null,
        }))
        .where(isNews),
    )
    .returningAll()
    .compile();
}

/** One alert by primary key. */
export function selectAlert(db: Sql, scope: Scope, key: string) {
  return whereScope(db, scope).selectAll().where('key', '=', key).compile();
}

/** A page of alerts, the last opened first. */
export function selectAlerts(db: Sql, scope: Scope, query: AlertQuery, limit: number) {
  const { state = 'open', portalId, code, after } = query;
  let select = whereScope(db, scope).selectAll();
  if (state === 'open') select = select.where('resolved_at', 'is', null);
  if (portalId !== undefined) select = select.where('portal_id', '=', portalId);
  if (code !== undefined) select = select.where('code', '=', code);
  if (after !== undefined) {
    const { at, key } = readCursor(after);
    select = select.where((where) =>
      where.or([
        where('first_raised_at', '<', at),
        where.and([where('first_raised_at', '=', at), where('key', '>', key)]),
      ]),
    );
  }
  return select.orderBy('first_raised_at', 'desc').orderBy('key').limit(limit).compile();
}

/** How many are open. */
export function countOpenAlerts(db: Sql, scope: Scope) {
  return whereScope(db, scope)
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('resolved_at', 'is', null)
    .compile();
}

/** Resolves what is open and was not raised after the instant. */
function resolveAlerts(db: Sql, scope: Scope, wish: { keys: readonly string[]; actor: string; at: Instant }) {
  return db
    .updateTable('alerts')
    .set({ resolved_at: wish.at, resolved_by: wish.actor })
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('key', 'in', [...wish.keys])
    .where('resolved_at', 'is', null)
    .where('last_raised_at', '<=', wish.at)
    .returning('key')
    .compile();
}

function whereScope(db: Sql, scope: Scope) {
  return db.selectFrom('alerts').where('app', '=', scope.app).where('mode', '=', scope.mode);
}

/** An account's key is a scope, too, and has more fields than the table's. */
function scopeOf({ app, mode }: Scope) {
  return { app, mode };
}

function newRow({ key, code, message, details, portalId, at }: AlertRaise) {
  return {
    key,
    code,
    message,
    details: JSON.stringify(details),
    portal_id: portalId,
    first_raised_at: at,
    last_raised_at: at,
    times: 1,
    resolved_at: null,
    resolved_by: null,
  };
}

function newAlert({ at, ...alert }: AlertRaise): AlertEntry {
  return { ...alert, firstRaisedAt: at, lastRaisedAt: at, times: 1, resolvedAt: null, resolvedBy: null };
}

function readAlert(row: AlertRow): AlertEntry {
  return {
    key: row.key,
    code: row.code,
    message: row.message,
    details: JSON.parse(row.details) as AlertEntry['details'],
    portalId: row.portal_id,
    firstRaisedAt: row.first_raised_at,
    lastRaisedAt: row.last_raised_at,
    times: row.times,
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by,
  };
}

/** One row more than the limit was asked for: it says whether there is a next page. */
function pageOf(rows: readonly AlertRow[], limit: number): Page<AlertEntry> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = last && rows.length > limit ? `${last.first_raised_at}:${last.key}` : null;
  return { entries: shown.map(readAlert), next };
}

function readCursor(after: string): { at: Instant; key: string } {
  const [, at, key] = /^(\d{1,15}):(.+)$/s.exec(after) ?? [];
  if (at === undefined || key === undefined) throw refused('its `after`', 'the `next` of the page before');
  return { at: Number(at), key };
}

function limitOf({ limit = DEFAULT_LIMIT }: AlertQuery): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw refused(`its limit of ${limit}`, `a whole number from 1 to ${MAX_LIMIT}`);
}

function refused(seen: string, allowed: string): HsxError {
  return new HsxError({
    code: 'REQUEST_INVALID',
    message: `The list of alerts was refused for ${seen}. Allowed: ${allowed}.`,
    hint: 'Nothing was read.',
  });
}
