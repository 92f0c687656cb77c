import type { AccountKey } from '../kernel/ids.js';
import type { InstallTokenStore, LoadedTokens, StoredTokens, TokenWriteResult } from '../hubspot/ports.js';

/** An {@link InstallTokenStore} that lives as long as the process. */
export function createInMemoryInstallTokenStore(): InstallTokenStore {
  const rows = new Map<string, LoadedTokens>();
  const write = (key: AccountKey, expectedVersion: number, tokens: StoredTokens | null): TokenWriteResult => {
    if (readRow(rows, key).version !== expectedVersion) return 'conflict';
    rows.set(rowId(key), { tokens, version: expectedVersion + 1 });
    return 'saved';
  };
  return {
    load: (key) => Promise.resolve(readRow(rows, key)),
    save: ({ key, expectedVersion, tokens }) => Promise.resolve(write(key, expectedVersion, tokens)),
    remove: ({ key, expectedVersion }) => Promise.resolve(write(key, expectedVersion, null)),
  };
}

function readRow(rows: ReadonlyMap<string, LoadedTokens>, key: AccountKey): LoadedTokens {
  return rows.get(rowId(key)) ?? { tokens: null, version: 0 };
}

function rowId({ app, mode, portalId }: AccountKey): string {
  return JSON.stringify([app, mode, portalId]);
}
