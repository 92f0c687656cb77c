import type { InstallTokenStore, StoredTokens } from '../hubspot/ports.js';
import type { AccountKey } from '../kernel/ids.js';
import type { Executor, Step } from './executor.js';
import type { Sql } from './schema.js';

/** Portals' sealed OAuth tokens on any SQL database. */
export function createInstallTokenStore(executor: Executor, db: Sql): InstallTokenStore {
  const write = async (change: { key: AccountKey; expectedVersion: number }, tokens: StoredTokens | null) => {
    const failedGuard = await executor.atomic([writeTokens(db, change, tokens)]);
    return failedGuard === null ? 'saved' : 'conflict';
  };
  return {
    async load(key) {
      const [row] = await executor.all(
        db
          .selectFrom('install_tokens')
          .select(['version', 'tokens'])
          .where('app', '=', key.app)
          .where('mode', '=', key.mode)
          .where('portal_id', '=', key.portalId)
          .compile(),
      );
      return {
        tokens: row?.tokens ? (JSON.parse(row.tokens) as StoredTokens) : null,
        version: row?.version ?? 0,
      };
    },
    save: (change) => write(change, change.tokens),
    remove: (change) => write(change, null),
  };
}

/** Removed tokens leave their row, so that the version never falls. */
function writeTokens(
  db: Sql,
  change: { key: AccountKey; expectedVersion: number },
  tokens: StoredTokens | null,
): Step {
  const { key, expectedVersion } = change;
  const values = { version: expectedVersion + 1, tokens: tokens && JSON.stringify(tokens) };
  const query =
    expectedVersion === 0
      ? db
          .insertInto('install_tokens')
          .values({ app: key.app, mode: key.mode, portal_id: key.portalId, ...values })
          .onConflict((conflict) => conflict.doNothing())
          .compile()
      : db
          .updateTable('install_tokens')
          .set(values)
          .where('app', '=', key.app)
          .where('mode', '=', key.mode)
          .where('portal_id', '=', key.portalId)
          .where('version', '=', expectedVersion)
          .compile();
  return { query, guard: 'conflict' };
}
