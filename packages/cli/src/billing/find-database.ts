import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { isPostgres, sqliteFile } from '@hs-x/sdk/node';
import type { AppFolder } from '../app-folder/app-folder.js';
import { namedDatabase } from '../app-folder/app-database.js';
import type { Environment } from '../app-folder/own-environment.js';
import { CliError } from '../cli-error.js';

/**
 * The database of an app that has run before, as `openStores` takes it: what was wished, or where `hs-x start` has its data. A SQLite file that is not there
 * is a mistake and never made. Throws DATABASE_MISSING.
 */
export function findDatabase(
  folder: AppFolder,
  { wished, environment }: { readonly wished: string | undefined; readonly environment: Environment },
): string {
  const named = wished ?? namedDatabase(environment);
  if (named !== undefined && isPostgres(named)) return named;
  const file = named === undefined ? join(folder.path, 'data', 'hs-x.sqlite') : resolve(sqliteFile(named));
  if (existsSync(file)) return file;
  throw missing(folder, file);
}

function missing({ stateFolder }: AppFolder, file: string): CliError {
  const left = join(stateFolder, 'dev.sqlite');
  const hint = 'Name the app’s database: --database <file or postgres://…>, or DATABASE_URL.';
  return new CliError({
    code: 'DATABASE_MISSING',
    message: `There is no database at ${file}.`,
    hint: existsSync(left)
      ? `${hint} The last run of hs-x dev left one: --database ${relative(process.cwd(), left)}`
      : hint,
  });
}
