/** Everything an app needs around it: its vendors, its secrets, a place for its database, and somebody who keeps it running. */
import { appSecrets } from '../app-folder/app-secrets.js';
import { findAppFolder, findWorkerFile, type AppFolder } from '../app-folder/app-folder.js';
import { ownEnvironment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { refuseLiveKeys } from '../app-folder/refuse-live-keys.js';
import { loadSimulators, type Simulators } from '../simulators/load-simulators.js';
import { createAppRuns, type AppRuns } from './app-runs.js';
import { createAppSupervisor, type AppSupervisor } from './app-supervisor.js';
import { newWebhookSecret } from './bounce-mail.js';
import { choosePort } from './choose-port.js';
import { claimRunFolder, type RunFolder } from './claim-run-folder.js';
import type { Cleanup } from './cleanup.js';
import { createLogger } from '@hs-x/sdk';
import { createMailbox, type Mailbox } from './mailbox.js';
import { registerWebhook, seedCatalogue, setUpPortal } from './seed-stripe.js';
import type { DevOptions } from './dev-options.js';
import { writeRunClock } from './run-clock.js';
import { timeOf } from './time-travel.js';
import { vendorsOf } from './vendors-of.js';

/** The surroundings of one app; its first run has not begun. */
export interface DevWorld {
  readonly folder: AppFolder;
  readonly run: RunFolder;
  readonly appUrl: string;
  /** What the played mail carrier signs with. */
  readonly mailWebhookSecret: string;
  readonly simulators: Simulators;
  readonly mailbox: Mailbox;
  readonly supervisor: AppSupervisor;
  readonly runs: AppRuns;
}

/** Checks the app's folder, then starts its surroundings. Throws CliError or HsxError. */
export async function startWorld(options: DevOptions, cleanup: Cleanup): Promise<DevWorld> {
  const { logger = createLogger(() => undefined), isTemporary = false } = options;
  const folder = findAppFolder(options.folder);
  findWorkerFile(folder);
  const config = readConfig(folder);
  refuseLiveKeys(ownEnvironment(folder));
  const port = await choosePort({ port: options.port, defaultPort: 8787, flag: '--port' });
  const appUrl = `http://localhost:${port}`;
  const secrets = appSecrets(folder.secretsFile);
  const run = claimRunFolder(folder.stateFolder, { isTemporary });
  cleanup.add(() => run.release());
  const simulators = await startVendors(options, {
    stripeSecretKey: secrets.STRIPE_SECRET,
    businessName: () => runs.config().app.name,
    onClockChange: (nowMs: number) => {
      const time = timeOf(simulators.clock, nowMs);
      writeRunClock(run.databaseFile, { appUrl, time });
      return supervisor.followClock(time);
    },
  });
  cleanup.add(() => simulators.close());
  writeRunClock(run.databaseFile, { appUrl, time: timeOf(simulators.clock) });
  const mailbox = createMailbox();
  const { bundleFile, databaseFile } = run;
  const supervisor = createAppSupervisor({
    preparation: { folder: folder.path, bundleFile, databaseFile, port, vendors: vendorsOf(simulators) },
    time: () => timeOf(simulators.clock),
    logger,
    onMail: (mail) => mailbox.receive(mail),
  });
  cleanup.add(() => supervisor.stop());
  seedCatalogue(simulators.stripe, config);
  await setUpPortal(simulators.stripe, secrets.STRIPE_SECRET);
  const stripeSecrets = await registerWebhook(simulators.stripe, { secrets, appUrl, config });
  const mailWebhookSecret = newWebhookSecret();
  const facts = { appUrl, secrets, stripeSecrets, mailWebhookSecret };
  const runs = createAppRuns({ folder, run, config, simulators, supervisor, logger, facts });
  return { folder, run, appUrl, mailWebhookSecret, simulators, mailbox, supervisor, runs };
}

interface VendorWishes {
  readonly stripeSecretKey: string;
  readonly businessName: () => string;
  readonly onClockChange: (nowMs: number) => Promise<void>;
}

async function startVendors(
  { seed = 1, clock: mode = 'running', startAt }: DevOptions,
  wishes: VendorWishes,
): Promise<Simulators> {
  const { startSimulators } = await loadSimulators();
  return startSimulators({ ...wishes, seed, clock: { mode, ...(startAt === undefined ? {} : { startAt }) } });
}
