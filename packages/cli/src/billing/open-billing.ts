/** An app's billing, opened from outside the running app. The store's versions keep the two apart; nothing has to be stopped. */
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isEmailError } from '@hs-x/email';
import { createLogger } from '@hs-x/sdk';
import type { AdminPort } from '@hs-x/sdk/admin';
import type { AppConfig } from '@hs-x/sdk/config';
import { composeApp, type VendorOverrides } from '@hs-x/sdk/node';
import { openSqliteStores, type SqliteStores } from '@hs-x/sdk/sqlite';
import { findAppFolder, type AppFolder } from '../app-folder/app-folder.js';
import { appMail, type AppMail } from '../app-folder/app-mail.js';
import { isDevDatabase, leftEnvironment } from '../app-folder/dev-environment.js';
import { ownEnvironment, type Environment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { readWorker } from '../app-folder/read-worker.js';
import { CliError } from '../cli-error.js';

/** Which app, and where what it needs is found. */
export interface BillingPlace {
  readonly folder: string;
  /** Default: `HSX_DATABASE`, or `hs-x.sqlite` in the folder. */
  readonly database?: string | undefined;
  /** What the folder's `.env` goes over. Default: the process's environment. */
  readonly environment?: Environment | undefined;
  /** For tests; no flag and no environment name leads here. */
  readonly vendors?: VendorOverrides | undefined;
}

/** The opened billing of an app. None of the author's code runs in it. */
export interface OpenedBilling {
  readonly port: AdminPort;
  readonly config: AppConfig;
}

/** Opens the app's billing, does the work and closes it. Throws CliError, HsxError such as ENVIRONMENT_INVALID, and what the work throws. */
export async function withBilling<T>(
  place: BillingPlace,
  work: (opened: OpenedBilling) => Promise<T>,
): Promise<T> {
  const folder = findAppFolder(place.folder);
  const own = ownEnvironment(folder, place.environment);
  const databaseFile = existingDatabase(folder, place.database ?? own.HSX_DATABASE);
  const environment = isDevDatabase(folder, databaseFile) ? leftEnvironment(folder, own) : own;
  const config = readConfig(folder);
  const stores = await openSqliteStores(databaseFile);
  try {
    const port = await openPort(folder, { config, stores, environment, vendors: place.vendors });
    return await work({ port, config });
  } finally {
    stores.close();
  }
}

interface PortParts {
  readonly config: AppConfig;
  readonly stores: SqliteStores;
  readonly environment: Environment;
  readonly vendors: VendorOverrides | undefined;
}

async function openPort(folder: AppFolder, parts: PortParts): Promise<AdminPort> {
  const { config, stores, environment, vendors } = parts;
  const { admin } = composeApp({
    definition: await readWorker(folder), // who writes the row and what counts as a resource is said by the worker alone
    config,
    ...(await mailIfAny(folder, { config, environment })),
    environment,
    stores,
    logger: createLogger(() => undefined),
    background: (work) => void work(),
    ...(vendors === undefined ? {} : { vendors }),
  });
  return admin;
}

/** A command that mends billing works without a mail transport, too: what it has to say by mail waits for the app. */
async function mailIfAny(folder: AppFolder, app: Parameters<typeof appMail>[1]): Promise<AppMail> {
  try {
    return await appMail(folder, app);
  } catch (error) {
    if (isEmailError(error)) return {};
    throw error;
  }
}

function existingDatabase(folder: AppFolder, wished: string | undefined): string {
  const file = wished === undefined ? join(folder.path, 'hs-x.sqlite') : resolve(wished);
  if (existsSync(file)) return file;
  const left = join(folder.stateFolder, 'dev.sqlite');
  const hint = 'Name the SQLite file of the app: --database <file>, or HSX_DATABASE.';
  throw new CliError({
    code: 'DATABASE_MISSING',
    message: `There is no database at ${file}.`,
    hint: existsSync(left)
      ? `${hint} The last run of hs-x dev left one: --database ${relative(process.cwd(), left)}`
      : hint,
  });
}
