import type { OnceStore } from '../hubspot/ports.js';
import type { Executor } from './executor.js';
import type { Sql } from './schema.js';

/** Things that may be used once, on any SQL database. Expired keys are swept on the way. */
export function createOnceStore(executor: Executor, db: Sql): OnceStore {
  return {
    async useOnce({ key, expiresAt, now }) {
      const failedGuard = await executor.atomic([
        { query: db.deleteFrom('once').where('expires_at', '<=', now).compile() },
        {
          query: db
            .insertInto('once')
            .values({ key, expires_at: expiresAt })
            .onConflict((conflict) => conflict.doNothing())
            .compile(),
          guard: 'used',
        },
      ]);
      return failedGuard === null;
    },
  };
}
