import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isPostgres, openStores, sqliteFile } from '../../src/runtime/node/open-stores.js';
import { STORE_NOW, STORE_SCOPE } from '../../src/testing/store-wishes.js';
import { temporaryFile } from '../store/temporary-file.js';

describe('the address of a database', () => {
  it.each([
    ['postgres://user@host/app', true],
    ['postgresql://user@host/app', true],
    ['POSTGRES://user@host/app', true],
    ['data/postgres.sqlite', false],
    ['file:postgres', false],
    [':memory:', false],
  ])('%s is PostgreSQL: %s', (address, expected) => {
    expect(isPostgres(address)).toBe(expected);
  });

  it.each([
    ['data/app.sqlite', 'data/app.sqlite'],
    ['file:data/app.sqlite', 'data/app.sqlite'],
    ['file:///srv/my%20app.sqlite', '/srv/my app.sqlite'],
    [':memory:', ':memory:'],
  ])('%s is the SQLite file %s', (address, expected) => {
    expect(sqliteFile(address)).toBe(expected);
  });

  it('opens the same file by its path and by its file: address', async () => {
    const file = temporaryFile();
    const byPath = await openStores(file);
    await byPath.kv.put(STORE_SCOPE, { key: 'a', value: 1, expiresAt: null });
    const byAddress = await openStores(pathToFileURL(file).href);
    expect(await byAddress.kv.get(STORE_SCOPE, { key: 'a', now: STORE_NOW })).toBe(1);
    expect(byAddress.isShared).toBe(false);
    await Promise.all([byPath.close(), byAddress.close()]);
  });
});
