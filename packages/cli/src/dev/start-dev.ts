/**
 * The whole of `hs-x dev` as one call: simulators, the app's own process on their clock, the console. The command, the demo and
 * end-to-end tests all start here. Everything but the app runs in the caller's process.
 */
import type { Account } from '@hs-x/sdk/billing';
import type { AppConfig } from '@hs-x/sdk/config';
import { openSqliteStores } from '@hs-x/sdk/sqlite';
import { appSecrets } from '../app-folder/app-secrets.js';
import { findAppFolder } from '../app-folder/app-folder.js';
import { ownEnvironment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { refuseLiveKeys } from '../app-folder/refuse-live-keys.js';
import { serveConsole } from '../console/serve-console.js';
import { loadSimulators, type Simulators } from '../simulators/load-simulators.js';
import type { WorkerSurfaces } from './app-messages.js';
import { createAppRuns } from './app-runs.js';
import { createAppSupervisor } from './app-supervisor.js';
import { choosePort } from './choose-port.js';
import { claimRunFolder } from './claim-run-folder.js';
import { createCleanup, type Cleanup } from './cleanup.js';
import { createLogger, type Logger } from './log.js';
import { createMailbox, type Mailbox } from './mailbox.js';
import { registerWebhook, seedCatalogue } from './seed-stripe.js';
import { createTimeTravel, timeOf, type TimeTravel } from './time-travel.js';
import { vendorsOf } from './vendors-of.js';
import { watchApp } from './watch-app.js';

/** What to start. */
export interface DevOptions {
  /** The folder with `hs-x.toml`. */
  readonly folder: string;
  /** The app's port. 0: any free one. Default: 8787, or the next free one. */
  readonly port?: number;
  /** The console's port. 0: any free one; null: no console. Default: 8788, or the next free one. */
  readonly consolePort?: number | null;
  /** Default `running`, with the machine's time. */
  readonly clock?: 'frozen' | 'running';
  /** First virtual instant, unix ms. Default: now when running, 2026-11-20T09:00:00Z when frozen. */
  readonly startAt?: number;
  /** Same seed, same ids at both vendors. Default 1. */
  readonly seed?: number;
  /** Whether a saved file restarts the app. Default false. */
  readonly isWatching?: boolean;
  /** Whether the database goes when the run ends. Default false: it stays until the next start. */
  readonly isTemporary?: boolean;
  /** Gets the app's log lines and what dev itself has to say. Default: nobody does. */
  readonly logger?: Logger;
}

/** Everything, running. */
export interface StartedDev extends TimeTravel {
  readonly appUrl: string;
  /** Null when no console was wished. */
  readonly consoleUrl: string | null;
  readonly simulators: Simulators;
  readonly mailbox: Mailbox;
  /** The SQLite file of this run. */
  readonly databaseFile: string;
  /** The configuration the running app has. */
  config(): AppConfig;
  surfaces(): WorkerSurfaces;
  /** Every billing account of the app, by portal id. */
  accounts(): Promise<readonly Account[]>;
  /** Loads the files anew, as a save does when watching. Throws CONFIG_INVALID, BUNDLE_FAILED or APP_START_FAILED; the app then goes on as it was. */
  reload(): Promise<void>;
  /** Stops everything within two seconds. */
  stop(): Promise<void>;
}

/** Starts everything, or nothing: what was started is stopped again before it throws CliError or HsxError. */
export async function startDev(options: DevOptions): Promise<StartedDev> {
  const cleanup = createCleanup();
  try {
    return await start(options, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(options: DevOptions, cleanup: Cleanup): Promise<StartedDev> {
  const logger = options.logger ?? createLogger(() => undefined);
  const folder = findAppFolder(options.folder);
  const config = readConfig(folder);
  refuseLiveKeys(ownEnvironment(folder));
  const { startSimulators } = await loadSimulators();
  const port = await choosePort({ port: options.port, defaultPort: 8787, flag: '--port' });
  const secrets = appSecrets(folder.secretsFile);
  const run = claimRunFolder(folder.stateFolder, { isTemporary: options.isTemporary ?? false });
  cleanup.add(() => run.release());
  const simulators = await startSimulators({
    seed: options.seed ?? 1,
    clock: { mode: options.clock ?? 'running', ...(options.startAt === undefined ? {} : { startAt: options.startAt }) },
    stripeSecretKey: secrets.STRIPE_SECRET,
    businessName: () => runs.config().app.name,
    onClockChange: (nowMs) => supervisor.followClock(timeOf(simulators.clock, nowMs)),
  });
  cleanup.add(() => simulators.close());
  const appUrl = `http://localhost:${port}`;
  const mailbox = createMailbox();
  const supervisor = createAppSupervisor({
    preparation: { folder: folder.path, ...run, port, vendors: vendorsOf(simulators) },
    time: () => timeOf(simulators.clock),
    logger,
    onMail: (mail) => mailbox.receive(mail),
  });
  cleanup.add(() => supervisor.stop());
  seedCatalogue(simulators.stripe, config);
  const stripeWebhookSecret = await registerWebhook(simulators.stripe, secrets.STRIPE_SECRET, appUrl);
  const runs = createAppRuns({ folder, run, config, simulators, supervisor, logger, facts: { appUrl, secrets, stripeWebhookSecret } });
  await runs.begin();
  const stores = await openSqliteStores(run.databaseFile);
  cleanup.add(() => stores.close());
  if (options.isWatching === true) {
    const watcher = await watchApp(folder, { bundleFile: run.bundleFile, onChange: runs.onChange });
    cleanup.add(() => watcher.close());
  }
  const app = (ownEnvironment(folder)['HSX_APP'] ?? 'app').trim();
  const dev = {
    ...createTimeTravel({ simulators, supervisor, dailyHour: () => runs.config().billing.reconcile_hour }),
    appUrl,
    simulators,
    mailbox,
    databaseFile: run.databaseFile,
    config: runs.config,
    surfaces: runs.surfaces,
    reload: runs.reload,
    accounts: () => stores.billing.scan({ app, mode: 'test' }, { after: null, limit: 500 }),
    stop: () => cleanup.run(),
  };
  return { ...dev, consoleUrl: await startConsole(dev, options, cleanup) };
}

async function startConsole(
  dev: Omit<StartedDev, 'consoleUrl'>,
  { consolePort }: DevOptions,
  cleanup: Cleanup,
): Promise<string | null> {
  if (consolePort === null) return null;
  const port = await choosePort({ port: consolePort, defaultPort: 8788, flag: '--console-port' });
  const served = await serveConsole(dev, port);
  cleanup.add(() => served.close());
  return served.url;
}
