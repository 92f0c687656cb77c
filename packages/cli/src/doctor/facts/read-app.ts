import { createLogger, defineWorker } from '@hs-x/sdk';
import type { AdminHealth } from '@hs-x/sdk/admin';
import type { AppConfig } from '@hs-x/sdk/config';
import { composeApp, openStores, type DatabaseState } from '@hs-x/sdk/node';
import { findDatabase } from '../../billing/find-database.js';
import { withAdminPort } from '../../billing/open-admin-port.js';
import type { Asked } from '../finding.js';
import { asked } from './asked.js';
import type { Collecting } from './collecting.js';

/** What the app says of itself: over signed HTTP, or from its database, opened for reading only. */
export async function readApp(
  collecting: Collecting,
  database: Asked<DatabaseState>,
): Promise<Asked<AdminHealth>> {
  const { folder, database: wished, url, environment } = collecting;
  if (url !== undefined) {
    return asked(() =>
      withAdminPort({ folder, database: wished, url, environment }, ({ port }) => port.call('health', {})),
    );
  }
  if (!('value' in database)) return { reason: 'There is no database to read it from.' };
  if (database.value.pendingMigrations.length > 0)
    return { reason: 'The database’s schema is older than this version reads.' };
  const { config } = collecting;
  if (!('value' in config)) return { reason: 'Without a valid hs-x.toml it cannot be read.' };
  return asked(() => readStores(collecting, config.value));
}

/** None of the author's code is needed for it, so none is built or run. */
async function readStores(
  { home, own, database, vendors }: Collecting,
  config: AppConfig,
): Promise<AdminHealth> {
  const stores = await openStores(findDatabase(home, { wished: database, environment: own }), 'read');
  try {
    const { admin } = composeApp({
      definition: defineWorker(() => undefined),
      config,
      environment: own,
      stores,
      logger: createLogger(() => undefined),
      background: () => undefined, // background work writes
      ...(vendors === undefined ? {} : { vendors }),
    });
    return await admin.call('health', {});
  } finally {
    await stores.close();
  }
}
