import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CliError } from '../cli-error.js';

/** Where the parts of one app lie. */
export interface AppFolder {
  /** Absolute. */
  readonly path: string;
  readonly configFile: string;
  readonly environmentFile: string;
  /** `.hs-x`: what the command generates; ignored by git. */
  readonly stateFolder: string;
  readonly typesFile: string;
  readonly secretsFile: string;
}

/** Names a worker file may have, the preferred one first. */
const WORKER_FILES: readonly string[] = ['worker.ts', 'src/worker.ts', 'worker.js', 'src/worker.js'];

/** Finds the app in a folder. Throws APP_FOLDER_INVALID when there is none. */
export function findAppFolder(folder: string): AppFolder {
  const path = resolve(folder);
  const configFile = join(path, 'hs-x.toml');
  if (!existsSync(configFile)) {
    throw invalid(
      `There is no hs-x.toml in ${path}.`,
      'Name the folder of your app, such as: hs-x dev examples/billing-guide',
    );
  }
  const stateFolder = join(path, '.hs-x');
  return {
    path,
    configFile,
    environmentFile: join(path, '.env'),
    stateFolder,
    typesFile: join(stateFolder, 'types.d.ts'),
    secretsFile: join(stateFolder, 'secrets.json'),
  };
}

/** The app's worker file. Throws APP_FOLDER_INVALID when there is none. */
export function findWorkerFile({ path }: AppFolder): string {
  const file = WORKER_FILES.map((name) => join(path, name)).find((candidate) => existsSync(candidate));
  if (file !== undefined) return file;
  throw invalid(
    `There is no worker file in ${path}.`,
    `Add one of ${WORKER_FILES.join(', ')} that exports a worker: export default defineWorker(…)`,
  );
}

function invalid(message: string, hint: string): CliError {
  return new CliError({ code: 'APP_FOLDER_INVALID', message, hint });
}
