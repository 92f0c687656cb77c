import { HsxError } from '@hs-x/sdk';
import { inspectDatabase, isPostgres, type DatabaseState } from '@hs-x/sdk/node';
import type { AppFolder } from '../../app-folder/app-folder.js';
import { isDevDatabase } from '../../app-folder/dev-environment.js';
import type { Environment } from '../../app-folder/own-environment.js';
import { findDatabase } from '../../billing/find-database.js';
import { CliError } from '../../cli-error.js';
import type { Asked } from '../finding.js';
import { asked } from './asked.js';

/** The database that was found, and a look at it. */
export interface FoundDatabase {
  readonly isLeftByDev: boolean;
  state(): Promise<Asked<DatabaseState>>;
}

/** Finds the app's database; it is opened for reading only. */
export function readDatabase(
  home: AppFolder,
  place: {
    readonly database?: string | undefined;
    readonly url?: string | undefined;
    readonly own: Environment;
  },
): FoundDatabase {
  if (place.url !== undefined)
    return unread('It is where the app runs, and is looked at there.', 'DATABASE_ELSEWHERE');
  try {
    const found = findDatabase(home, { wished: place.database, environment: place.own });
    return {
      isLeftByDev: !isPostgres(found) && isDevDatabase(home, found),
      state: () => asked(() => look(found)),
    };
  } catch (error) {
    if (error instanceof CliError && error.code === 'DATABASE_MISSING')
      return unread(error.message, error.code);
    throw error;
  }
}

function unread(reason: string, code: string): FoundDatabase {
  return { isLeftByDev: false, state: () => Promise.resolve({ reason, code }) };
}

/** SQLite's own errors come as they are from a file that is none of ours. */
async function look(database: string): Promise<DatabaseState> {
  try {
    return await inspectDatabase(database);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('SQLITE_')) throw error;
    throw new HsxError({
      code: 'STORE_UNAVAILABLE',
      message: `The file is no database that can be read (${code}).`,
      cause: error,
    });
  }
}
