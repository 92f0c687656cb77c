import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AppFolder } from './app-folder.js';
import type { Environment } from './own-environment.js';

const ADDRESS = /^(?:postgres(?:ql)?|file):/i;

/**
 * Where an app outside `dev` has its data, as `startNodeApp` takes it: `DATABASE_URL`, or `HSX_DATABASE`, otherwise `data/hs-x.sqlite` in the app's
 * folder. The folder of a SQLite file is made.
 */
export function appDatabase(folder: AppFolder, environment: Environment): string {
  const named = namedDatabase(environment);
  if (named !== undefined && ADDRESS.test(named)) return named;
  const file = resolve(named ?? join(folder.path, 'data', 'hs-x.sqlite'));
  mkdirSync(dirname(file), { recursive: true });
  return file;
}

/** The database the environment names, if it names one. */
export function namedDatabase({ DATABASE_URL, HSX_DATABASE }: Environment): string | undefined {
  return [DATABASE_URL, HSX_DATABASE].find((name) => name?.trim())?.trim();
}
