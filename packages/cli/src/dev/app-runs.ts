/** From files to a running app, and again after every change. What cannot run is reported, and the last good run goes on. */
import type { AppConfig } from '@hs-x/sdk/config';
import type { AppFolder } from '../app-folder/app-folder.js';
import { ownEnvironment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { refuseLiveKeys } from '../app-folder/refuse-live-keys.js';
import { writeTypes } from '../app-folder/write-types.js';
import type { CliError } from '../cli-error.js';
import type { Simulators } from '../simulators/load-simulators.js';
import { describeFailure } from '../terminal/describe-failure.js';
import { appEnvironment, type RunFacts } from './app-environment.js';
import type { WorkerSurfaces } from './app-messages.js';
import type { AppSupervisor } from './app-supervisor.js';
import { bundleWorker } from './bundle-worker.js';
import type { RunFolder } from './claim-run-folder.js';
import { configureHubspot } from './configure-hubspot.js';
import type { Logger } from '@hs-x/sdk';
import { seedCatalogue } from './seed-stripe.js';
import { takeTurns } from './take-turns.js';

/** What the runs share. */
export interface AppRunsOptions {
  readonly folder: AppFolder;
  readonly run: RunFolder;
  /** As read at the start. */
  readonly config: AppConfig;
  readonly simulators: Simulators;
  readonly supervisor: AppSupervisor;
  readonly logger: Logger;
  readonly facts: Omit<RunFacts, 'hubspotClientId'>;
}

/** The runs of one app. */
export interface AppRuns {
  /** The first run. Throws what is wrong. */
  begin(): Promise<void>;
  /** Bundles, loads and takes over. Throws what is wrong; the app then goes on as it was. */
  reload(): Promise<void>;
  /** For a watcher: a bundle is written already, or `problem` says why not. Reports, never throws. */
  onChange(problem: CliError | null): void;
  config(): AppConfig;
  surfaces(): WorkerSurfaces;
}

/** Prepares the runs of an app; nothing starts yet. */
export function createAppRuns(options: AppRunsOptions): AppRuns {
  const { folder, run, logger } = options;
  const inTurn = takeTurns();
  let current = { config: options.config, surfaces: NO_SURFACES };
  const launch = (): Promise<void> => launchOnce(options, (loaded) => (current = loaded));
  const bundleAndLaunch = async (): Promise<void> => {
    await bundleWorker(folder, run.bundleFile);
    await launch();
  };
  const relaunch = async (problem: CliError | null): Promise<void> => {
    const startedAt = performance.now();
    try {
      if (problem !== null) throw problem;
      await launch();
      logger.log('info', `Reloaded in ${Math.round(performance.now() - startedAt)} ms.`, { from: 'dev' });
    } catch (error) {
      logger.log('error', `${describeFailure(error)}\nThe app goes on as it was.`, { from: 'dev' });
    }
  };
  return {
    begin: () => inTurn(bundleAndLaunch),
    reload: () => inTurn(bundleAndLaunch),
    onChange: (problem) => void inTurn(() => relaunch(problem)),
    config: () => current.config,
    surfaces: () => current.surfaces,
  };
}

const NO_SURFACES: WorkerSurfaces = { functions: [], actions: [], tools: [], syncs: [], usesBilling: false };

/** Reads what may have changed besides the worker, and lets a new process take over. */
async function launchOnce(
  { folder, simulators, supervisor, facts }: AppRunsOptions,
  onLoaded: (loaded: { readonly config: AppConfig; readonly surfaces: WorkerSurfaces }) => void,
): Promise<void> {
  const { hubspot, stripe } = simulators;
  const { appUrl, secrets } = facts;
  const config = readConfig(folder);
  const own = ownEnvironment(folder);
  refuseLiveKeys(own);
  writeTypes(folder, config);
  seedCatalogue(stripe, config);
  await supervisor.launch({
    config,
    environment: appEnvironment(own, config, { ...facts, hubspotClientId: hubspot.control.app().clientId }),
    onLoaded: (surfaces) => {
      onLoaded({ config, surfaces });
      configureHubspot(hubspot, { appUrl, clientSecret: secrets.HUBSPOT_CLIENT_SECRET, config, surfaces });
    },
  });
}
