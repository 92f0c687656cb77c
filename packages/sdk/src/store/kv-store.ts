import type { CompiledQuery } from 'kysely';
import type { Scope } from '../billing/ports.js';
import type { Instant } from '../kernel/instant.js';
import type { KvStore } from '../worker/ports.js';
import type { Executor } from './executor.js';
import type { Sql } from './schema.js';

/** The key-value store on any SQL database; values are JSON. */
export function createKvStore(executor: Executor, db: Sql): KvStore {
  return {
    async get(scope, { key, now }) {
      const [row] = await executor.all(selectValue(db, scope, key));
      if (!row || (row.expires_at !== null && row.expires_at <= now)) return null;
      return JSON.parse(row.value) as unknown;
    },
    async put(scope, row) {
      await executor.all(upsertValue(db, scope, row));
    },
    async delete(scope, key) {
      await executor.all(deleteValue(db, scope, key));
    },
    async list(scope, wish) {
      const rows = await executor.all(selectPage(db, scope, wish));
      return rows.map((row) => ({ key: row.key, value: JSON.parse(row.value) as unknown }));
    },
  };
}

function selectValue(db: Sql, scope: Scope, key: string) {
  return db
    .selectFrom('kv')
    .select(['value', 'expires_at'])
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('key', '=', key)
    .compile();
}

function upsertValue(
  db: Sql,
  scope: Scope,
  row: { key: string; value: unknown; expiresAt: Instant | null },
): CompiledQuery {
  const content = { value: JSON.stringify(row.value), expires_at: row.expiresAt };
  return db
    .insertInto('kv')
    .values({ app: scope.app, mode: scope.mode, key: row.key, ...content })
    .onConflict((conflict) => conflict.columns(['app', 'mode', 'key']).doUpdateSet(content))
    .compile();
}

function deleteValue(db: Sql, scope: Scope, key: string): CompiledQuery {
  return db
    .deleteFrom('kv')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('key', '=', key)
    .compile();
}

function selectPage(db: Sql, scope: Scope, wish: Parameters<KvStore['list']>[1]) {
  return db
    .selectFrom('kv')
    .select(['key', 'value'])
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('key', '>=', wish.prefix)
    .where('key', '<', endOfPrefix(wish.prefix))
    .where('key', '>', wish.after ?? '')
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', wish.now)]))
    .orderBy('key')
    .limit(wish.limit)
    .compile();
}

/** The first text after every text that begins with the prefix: U+10FFFF sorts after what keys are made of. */
function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
