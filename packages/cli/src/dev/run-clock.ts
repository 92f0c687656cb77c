/**
 * What time it is in a run of `hs-x dev`, written beside its database: a command that looks at the run from another process says "in 3 days"
 * by the clock the app goes by, not by the machine's, also after the run.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { instantOf, type VirtualTime } from './virtual-time.js';

const FILE = 'clock.json';

/** Notes the time of the run that has the database. */
export function writeRunClock(databaseFile: string, clock: RunClock): void {
  writeFileSync(join(dirname(databaseFile), FILE), `${JSON.stringify(clock)}\n`);
}

/** The clock of a run, and where its app is reached. */
export interface RunClock {
  readonly appUrl: string;
  readonly time: VirtualTime;
}

/**
 * The instant (unix ms) of the run that a command names by its database or by its address; null when it names none, or nothing is noted.
 *
 * @param place.stateFolder - the app's `.hs-x`
 */
export function readRunClock(
  place: {
    readonly stateFolder: string;
    readonly database?: string | undefined;
    readonly url?: string | undefined;
  },
  wallNow: number,
): number | null {
  const clock =
    place.url === undefined
      ? ofDatabase(place.stateFolder, place.database)
      : ofAddress(place.stateFolder, place.url);
  return clock === null ? null : instantOf(clock.time, wallNow);
}

function ofDatabase(stateFolder: string, database: string | undefined): RunClock | null {
  if (database === undefined) return null;
  const folder = dirname(resolve(database));
  return relative(stateFolder, folder).startsWith('..') ? null : noted(folder);
}

function ofAddress(stateFolder: string, url: string): RunClock | null {
  const port = portOnThisMachine(url);
  if (port === null || !existsSync(stateFolder)) return null;
  const runs = readdirSync(stateFolder).filter((name) => name.startsWith('run-'));
  const clocks = ['', ...runs].map((name) => noted(join(stateFolder, name)));
  return clocks.find((clock) => clock !== null && portOnThisMachine(clock.appUrl) === port) ?? null;
}

function portOnThisMachine(address: string): string | null {
  const url = URL.parse(address);
  return url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) ? url.port : null;
}

/** A file that cannot be read, such as one that is just being written, notes nothing. */
function noted(folder: string): RunClock | null {
  try {
    return JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as RunClock;
  } catch {
    return null;
  }
}
