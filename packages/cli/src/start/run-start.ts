/** An app in production: one process, until it is asked to stop. What it needs is read before the port is opened, and nothing of it is simulated. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createLogger, type Logger } from '@hs-x/sdk';
import type { RunningApp } from '@hs-x/sdk/node';
import { appDatabase } from '../app-folder/app-database.js';
import { findAppFolder, findWorkerFile, type AppFolder } from '../app-folder/app-folder.js';
import type { Environment } from '../app-folder/own-environment.js';
import { readConfig } from '../app-folder/read-config.js';
import { readWorker } from '../app-folder/read-worker.js';
import { CliError } from '../cli-error.js';
import type { CommandContext } from '../commands/command-context.js';
import { loadRuntime } from '../dev/load-worker.js';
import { jsonSink, prettySink } from '../terminal/pretty-log.js';
import { untilInterrupted } from '../terminal/until-interrupted.js';
import { readStartSettings } from './read-start-settings.js';

/** The flags of `hs-x start`. */
export interface StartFlags {
  readonly port?: number;
  readonly host?: string;
  readonly envFile?: string;
}

/** Runs the app until SIGTERM, SIGINT or SIGHUP; what is under way then is finished. Throws CliError and HsxError when it cannot start. */
export async function runStart(context: CommandContext, path: string, flags: StartFlags): Promise<void> {
  const folder = findAppFolder(path);
  findWorkerFile(folder);
  process.setSourceMapsEnabled(true);
  const sink = context.columns === undefined ? jsonSink : prettySink;
  const logger = createLogger(sink(context.print, Date.now));
  const app = await startApp(folder, { flags, environment: readEnvironment(flags.envFile), logger });
  endOnUnforeseen(logger);
  await untilInterrupted();
  logger.log('info', 'stopping');
  await app.stop();
  logger.log('info', 'stopped');
}

/** As Node's own flag of this name, which Node often reads itself before the command does: what the process has already is kept. */
function readEnvironment(envFile: string | undefined): Environment {
  if (envFile === undefined) return process.env;
  const file = resolve(envFile);
  if (!existsSync(file)) {
    throw new CliError({
      code: 'USAGE',
      message: `--env-file names ${file}, which does not exist.`,
      hint: 'Name a file of lines NAME=value, or leave the flag out and set the names in the environment.',
    });
  }
  process.loadEnvFile(file);
  return process.env;
}

interface StartParts {
  readonly flags: StartFlags;
  readonly environment: Environment;
  readonly logger: Logger;
}

async function startApp(folder: AppFolder, { flags, environment, logger }: StartParts): Promise<RunningApp> {
  const config = readConfig(folder);
  const wished = {
    ...(flags.port === undefined ? {} : { port: flags.port }),
    ...(flags.host === undefined ? {} : { hostname: flags.host }),
  };
  const { mail, port, hostname } = await readStartSettings(folder, { config, environment, wished });
  const { startNodeApp } = await loadRuntime(folder.path);
  const definition = await readWorker(folder);
  const database = appDatabase(folder, environment);
  return startNodeApp({
    definition,
    config,
    environment,
    logger,
    port,
    hostname,
    database,
    ...mail,
  }).catch((error: unknown) => {
    throw portTaken(error, port) ?? error;
  });
}

function portTaken(error: unknown, port: number): CliError | null {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return null;
  return new CliError({
    code: 'PORT_IN_USE',
    message: `Port ${port} is taken by another program.`,
    hint: `Stop that program, or choose another port: PORT, or --port ${port + 1}`,
    cause: error,
  });
}

/** After an error nobody caught, nothing about the process can be trusted; whoever runs it starts another one, which takes up what is left. */
function endOnUnforeseen(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.log('error', 'uncaught error; the process ends', { error });
    process.exit(1);
  });
}
