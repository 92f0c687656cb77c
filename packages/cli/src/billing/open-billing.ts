/** An app's billing, opened from outside the running app. The store's versions keep the two apart; nothing has to be stopped. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLogger } from '@hs-x/sdk';
import type { BillingEngine } from '@hs-x/sdk/billing';
import { composeApp, type VendorOverrides } from '@hs-x/sdk/node';
import { openSqliteStores, type SqliteStores } from '@hs-x/sdk/sqlite';
import { findAppFolder, type AppFolder } from '../app-folder/app-folder.js';
import { ownEnvironment, type Environment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { CliError } from '../cli-error.js';
import { bundleWorker } from '../dev/bundle-worker.js';
import { loadWorker } from '../dev/load-worker.js';

/** Which app, and where what it needs is found. */
export interface BillingPlace {
  readonly folder: string;
  /** Default: `HSX_DATABASE`, or `hs-x.sqlite` in the folder. */
  readonly database?: string | undefined;
  /** Default: the process's environment and the folder's `.env`. */
  readonly environment?: Environment;
  /** For tests; no flag and no environment name leads here. */
  readonly vendors?: VendorOverrides;
}

/** The opened billing of an app. None of the author's code runs in it. */
export interface OpenedBilling {
  readonly engine: BillingEngine;
  readonly stores: SqliteStores;
}

/** Opens the app's billing, does the work and closes it. Throws CliError, HsxError such as ENVIRONMENT_INVALID, and what the work throws. */
export async function withBilling<T>(
  place: BillingPlace,
  work: (opened: OpenedBilling) => Promise<T>,
): Promise<T> {
  const folder = findAppFolder(place.folder);
  const environment = place.environment ?? ownEnvironment(folder);
  const databaseFile = existingDatabase(folder, place.database ?? environment.HSX_DATABASE);
  const stores = await openSqliteStores(databaseFile);
  try {
    const engine = await composeEngine(folder, { stores, environment, vendors: place.vendors });
    return await work({ engine, stores });
  } finally {
    stores.close();
  }
}

async function composeEngine(
  folder: AppFolder,
  parts: { stores: SqliteStores; environment: Environment; vendors: VendorOverrides | undefined },
): Promise<BillingEngine> {
  const { stores, environment, vendors } = parts;
  const { engine } = composeApp({
    definition: await workerOf(folder),
    config: readConfig(folder),
    environment,
    stores,
    logger: createLogger(() => undefined),
    background: (work) => void work(),
    ...(vendors === undefined ? {} : { vendors }),
  });
  return { ...engine, eventHandlers: null, hasEventHandlers: false, authorHooks: null };
}

/** Whether the app or `billing()` writes the row is known only by the worker. */
async function workerOf(folder: AppFolder) {
  mkdirSync(folder.stateFolder, { recursive: true });
  const bundleFile = join(folder.stateFolder, `worker-${process.pid}.mjs`);
  try {
    await bundleWorker(folder, bundleFile);
    return await loadWorker(bundleFile);
  } finally {
    for (const file of [bundleFile, `${bundleFile}.map`]) rmSync(file, { force: true });
  }
}

function existingDatabase(folder: AppFolder, wished: string | undefined): string {
  const file = wished === undefined ? join(folder.path, 'hs-x.sqlite') : resolve(wished);
  if (existsSync(file)) return file;
  throw new CliError({
    code: 'DATABASE_MISSING',
    message: `There is no database at ${file}.`,
    hint: 'Name the SQLite file of the running app: --database <file>, or HSX_DATABASE.',
  });
}
