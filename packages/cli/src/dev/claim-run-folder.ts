/**
 * One folder for each run, so that two runs of one app never share a database: the first takes `.hs-x`, the next ones `.hs-x/run-2`
 * and so on. What a killed run left behind is taken over.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of one run. */
export interface RunFolder {
  readonly bundleFile: string;
  readonly databaseFile: string;
  /** Lets others use it; removes what only this run needed. */
  release(): void;
}

/**
 * Takes the first free run folder under `.hs-x` and empties its database.
 *
 * @param run.isTemporary - nothing of the run is left behind; default false: the first one keeps its database for a look.
 */
export function claimRunFolder(stateFolder: string, run: { readonly isTemporary: boolean }): RunFolder {
  for (let number = run.isTemporary ? 2 : 1; ; number += 1) {
    const path = number === 1 ? stateFolder : join(stateFolder, `run-${number}`);
    mkdirSync(path, { recursive: true });
    const lockFile = join(path, 'dev.lock');
    if (!takeLock(lockFile)) continue;
    const databaseFile = join(path, 'dev.sqlite');
    removeDatabase(databaseFile);
    return {
      bundleFile: join(path, 'worker.mjs'),
      databaseFile,
      release: () => rmSync(number === 1 ? lockFile : path, { recursive: true, force: true }),
    };
  }
}

function takeLock(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (isHeld(lockFile)) return false;
  rmSync(lockFile, { force: true });
  return takeLock(lockFile);
}

function isHeld(lockFile: string): boolean {
  try {
    const pid = Number(readFileSync(lockFile, 'utf8'));
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function removeDatabase(databaseFile: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(`${databaseFile}${ending}`, { force: true });
}
