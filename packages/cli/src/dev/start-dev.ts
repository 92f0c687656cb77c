/**
 * The whole of `hs-x dev` as one call: simulators, the app's own process on their clock, the console. The command, the demo and
 * end-to-end tests all start here. Everything but the app runs in the caller's process.
 */
import { join } from 'node:path';
import { openSqliteStores } from '@hs-x/sdk/sqlite';
import { ownEnvironment } from '../app-folder/own-environment.js';
import type { ConsoleSubject } from '../console/console-subject.js';
import { serveConsole } from '../console/serve-console.js';
import { createAlertActs } from './alert-acts.js';
import { choosePort } from './choose-port.js';
import { createCleanup, type Cleanup } from './cleanup.js';
import type { DevOptions } from './dev-options.js';
import { startWorld } from './start-world.js';
import type { StartedDev } from './started-dev.js';
import { previewMail } from './preview-mail.js';
import { createTimeTravel } from './time-travel.js';
import { watchApp } from './watch-app.js';

export type { DevOptions } from './dev-options.js';
export type { StartedDev } from './started-dev.js';

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
  const { isWatching = false } = options;
  const world = await startWorld(options, cleanup);
  const { folder, run, runs, simulators, mailbox, appUrl } = world;
  await runs.begin();
  const stores = await openSqliteStores(run.databaseFile);
  cleanup.add(() => stores.close());
  if (isWatching) {
    const watcher = await watchApp(folder, {
      bundleFile: run.bundleFile,
      onChange: (problem) => runs.onChange(problem),
    });
    cleanup.add(() => watcher.close());
  }
  const emailsFolder = join(folder.path, 'emails');
  const scope = { app: (ownEnvironment(folder).HSX_APP ?? 'app').trim(), mode: 'test' } as const;
  const travel = createTimeTravel({ ...world, dailyHour: () => runs.config().billing.reconcile_hour });
  const dev: ConsoleSubject = {
    ...travel,
    ...createAlertActs({ ...world, scope, travel, alerts: stores.alerts }),
    folder: folder.path,
    appUrl,
    simulators,
    mailbox,
    preview: (mail) => previewMail(mail, { config: runs.config(), appUrl, emailsFolder }),
    databaseFile: run.databaseFile,
    config: () => runs.config(),
    surfaces: () => runs.surfaces(),
    reload: () => runs.reload(),
    accounts: () => stores.billing.scan(scope, { after: null, limit: 500 }),
    stop: () => cleanup.run(),
  };
  return { ...dev, consoleUrl: await startConsole(dev, options, cleanup) };
}

async function startConsole(
  dev: ConsoleSubject,
  { consolePort }: DevOptions,
  cleanup: Cleanup,
): Promise<string | null> {
  if (consolePort === null) return null;
  const port = await choosePort({ port: consolePort, defaultPort: 8788, flag: '--console-port' });
  const served = await serveConsole(dev, port);
  cleanup.add(() => served.close());
  return served.url;
}
