/** PostgreSQL looked at from outside, as `hs-x doctor` does: nothing is made and nothing can be written. */
import { inspectDatabase, openStores } from '@hs-x/sdk/node';
import { expect, test } from 'vitest';
import { freshDatabase } from '../support/postgres.js';

test('an empty database is told from one that is up to date, and a store opened for reading refuses to write', async () => {
  const database = await freshDatabase();
  const { url } = database;
  try {
    const empty = await inspectDatabase(url);
    expect([empty.kind, empty.pendingMigrations.length > 5, empty.freeBytes]).toEqual([
      'postgres',
      true,
      null,
    ]);
    expect((await inspectDatabase(url)).pendingMigrations).toEqual(empty.pendingMigrations);
    await (await openStores(url)).close();
    expect(await inspectDatabase(url)).toMatchObject({ pendingMigrations: [], waitsForDisk: true });
    const reading = await openStores(url, 'read');
    const scope = { app: 'app', mode: 'test' } as const;
    const written = reading.kv.put(scope, { key: 'a', value: 1, expiresAt: null });
    await expect(written).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await reading.kv.get(scope, { key: 'a', now: 0 })).toBeNull();
    await reading.close();
  } finally {
    await database.drop();
  }
});
