import type { CompiledQuery } from 'kysely';
import type { Scope } from '../billing/ports/scope.js';
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
    async replace(scope, change) {
      return (await executor.all(replaceValue(db, scope, change))).length > 0;
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

/** Values are compared as the text they are stored as: what was read and not changed makes the same text again. */
function replaceValue(db: Sql, scope: Scope, change: Parameters<KvStore['replace']>[1]) {
  const { key, before, after, now } = change;
  const content = { value: JSON.stringify(after), expires_at: null };
  if (before !== null) {
    return db
      .updateTable('kv')
      .set(content)
      .where('app', '=', scope.app)
      .where('mode', '=', scope.mode)
      .where('key', '=', key)
      .where('value', '=', JSON.stringify(before))
      .returning('key')
      .compile();
  }
  return db
    .insertInto('kv')
    .values({ app: scope.app, mode: scope.mode, key, ...content })
    .onConflict((conflict) =>
      conflict.columns(['app', 'mode', 'key']).doUpdateSet(content).where('kv.expires_at', '<=', now),
    )
    .returning('key')
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
  const end = endOfPrefix(wish.prefix);
  return db
    .selectFrom('kv')
    .select(['key', 'value'])
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('key', '>=', wish.prefix)
    .$if(end !== null, (query) => query.where('key', '<', end))
    .where('key', '>', wish.after ?? '')
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', wish.now)]))
    .orderBy('key')
    .limit(wish.limit)
    .compile();
}

const LAST_LETTER = 0x10ffff;
const FIRST_SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;

/** The first text after every text that begins with the prefix, in the order of UTF-8; null when there is none. */
function endOfPrefix(prefix: string): string | null {
  const letters = Array.from(prefix, (letter) => letter.codePointAt(0) ?? 0);
  const last = letters.findLastIndex((letter) => letter < LAST_LETTER);
  if (last < 0) return null;
  const next = (letters[last] ?? 0) + 1;
  return String.fromCodePoint(...letters.slice(0, last), next === FIRST_SURROGATE ? AFTER_SURROGATES : next);
}
