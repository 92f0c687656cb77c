/** An app's billing, opened from outside the running app. The store's versions keep the two apart; nothing has to be stopped. */
import { isEmailError } from '@hs-x/email';
import { createLogger } from '@hs-x/sdk';
import type { AdminPort } from '@hs-x/sdk/admin';
import type { AppConfig } from '@hs-x/sdk/config';
import { composeApp, isPostgres, openStores, type OpenedStores, type VendorOverrides } from '@hs-x/sdk/node';
import { findAppFolder, type AppFolder } from '../app-folder/app-folder.js';
import { appMail, type AppMail } from '../app-folder/app-mail.js';
import { isDevDatabase, leftEnvironment } from '../app-folder/dev-environment.js';
import { ownEnvironment, type Environment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { readWorker } from '../app-folder/read-worker.js';
import { findDatabase } from './find-database.js';

/** Which app, and where what it needs is found. */
export interface BillingPlace {
  readonly folder: string;
  /** Default: `DATABASE_URL`, or `data/hs-x.sqlite` in the folder. */
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
  const database = findDatabase(folder, { wished: place.database, environment: own });
  const isLeft = !isPostgres(database) && isDevDatabase(folder, database);
  const environment = isLeft ? leftEnvironment(folder, own) : own;
  const config = readConfig(folder);
  const stores = await openStores(database);
  try {
    const port = await openPort(folder, { config, stores, environment, vendors: place.vendors });
    return await work({ port, config });
  } finally {
    await stores.close();
  }
}

interface PortParts {
  readonly config: AppConfig;
  readonly stores: OpenedStores;
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
