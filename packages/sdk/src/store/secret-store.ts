import { sql as raw } from 'kysely';
import type { Scope } from '../billing/ports/scope.js';
import { sealedPrefix } from '../kernel/encryption.js';
import type { SecretSign, SecretStore } from '../worker/secrets/secret-store.js';
import type { Executor } from './executor.js';
import type { SecretUseRow, Sql } from './schema.js';

/** What is known of secrets, on any SQL database. */
export function createSecretStore(executor: Executor, db: Sql): SecretStore {
  return {
    async note(scope, sign) {
      await executor.all(upsertUse(db, scope, sign));
    },
    async uses(scope) {
      const rows = await executor.all(selectUses(db, scope));
      return rows.map((row) => ({
        name: row.name,
        fingerprint: row.fingerprint,
        firstSeenAt: row.first_seen_at,
        lastUsedAt: row.last_used_at,
        lastProbedAt: row.last_probed_at,
      }));
    },
    async sealedUnder(scope, keyId) {
      const [tokens] = await executor.all(countTokens(db, scope, keyId));
      const [bodies] = await executor.all(countBodies(db, scope, keyId));
      return { tokens: tokens?.count ?? 0, bodies: bodies?.count ?? 0 };
    },
    async tokensNotUnder(scope, wish) {
      return (await executor.all(selectOthers(db, scope, wish))).map((row) => row.portal_id);
    },
  };
}

function selectUses(db: Sql, scope: Scope) {
  return db
    .selectFrom('secret_uses')
    .selectAll()
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .orderBy('name')
    .orderBy('first_seen_at')
    .compile();
}

function selectOthers(db: Sql, scope: Scope, wish: Parameters<SecretStore['tokensNotUnder']>[1]) {
  return db
    .selectFrom('install_tokens')
    .select('portal_id')
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('portal_id', '>', wish.after)
    .where('tokens', 'is not', null)
    .where('tokens', 'not like', holding(wish.keyId))
    .orderBy('portal_id')
    .limit(wish.limit)
    .compile();
}

const COLUMN_OF = {
  seen: null,
  used: 'last_used_at',
  probed: 'last_probed_at',
} as const satisfies Record<SecretSign, keyof SecretUseRow | null>;

function upsertUse(db: Sql, scope: Scope, sign: Parameters<SecretStore['note']>[1]) {
  const column = COLUMN_OF[sign.kind];
  const stated = column === null ? {} : { [column]: sign.at };
  return db
    .insertInto('secret_uses')
    .values({
      ...{ app: scope.app, mode: scope.mode, name: sign.name, fingerprint: sign.fingerprint },
      ...{ first_seen_at: sign.at, last_used_at: null, last_probed_at: null },
      ...stated,
    })
    .onConflict((conflict) => {
      const known = conflict.columns(['app', 'mode', 'name', 'fingerprint']);
      return column === null ? known.doNothing() : known.doUpdateSet(stated);
    })
    .compile();
}

function countTokens(db: Sql, scope: Scope, keyId: string) {
  return db
    .selectFrom('install_tokens')
    .select(raw<number>`count(*)`.as('count'))
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('tokens', 'like', holding(keyId))
    .compile();
}

function countBodies(db: Sql, scope: Scope, keyId: string) {
  return db
    .selectFrom('inbox')
    .select(raw<number>`count(*)`.as('count'))
    .where('app', '=', scope.app)
    .where('mode', '=', scope.mode)
    .where('sealed_body', 'like', `${sealedPrefix(keyId)}%`)
    .compile();
}

/** Tokens are JSON with sealed texts in it, all of them under one key. */
function holding(keyId: string): string {
  return `%"${sealedPrefix(keyId)}%`;
}
