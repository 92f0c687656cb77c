/**
 * Where a worker's bundle can lie for a moment: beside its packages, so that worker and runtime share one SDK. An app's folder is often read-only
 * where it runs in production; then the bundle lies in a temporary folder that leads to the same packages.
 */
import { randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AppFolder } from './app-folder.js';

/** A file name for a bundle, new each time: Node keeps what it once imported under a name. */
export interface BundlePlace {
  readonly file: string;
  /** Removes what was put there. */
  clear(): void;
}

/** A place in `.hs-x`, or outside of the app's folder when that cannot be written. */
export function bundlePlace(folder: AppFolder): BundlePlace {
  return isWritable(folder.stateFolder) ? placeInside(folder) : placeOutside(folder);
}

function placeInside({ stateFolder }: AppFolder): BundlePlace {
  const file = join(stateFolder, `worker-${randomUUID()}.mjs`);
  return {
    file,
    clear: () => {
      for (const made of [file, `${file}.map`]) rmSync(made, { force: true });
    },
  };
}

/** Node looks for packages in the `node_modules` of a file's folder and of every folder above it: each of the app's gets a link, the nearest innermost. */
function placeOutside({ path }: AppFolder): BundlePlace {
  const root = mkdtempSync(join(tmpdir(), 'hs-x-worker-'));
  let inner = root;
  for (const packages of packageFolders(path).toReversed()) {
    inner = join(inner, 'app');
    mkdirSync(inner);
    symlinkSync(packages, join(inner, 'node_modules'));
  }
  return { file: join(inner, 'worker.mjs'), clear: () => rmSync(root, { recursive: true, force: true }) };
}

/** The nearest first. */
function packageFolders(path: string): readonly string[] {
  const own = join(path, 'node_modules');
  const above = dirname(path) === path ? [] : packageFolders(dirname(path));
  return existsSync(own) ? [own, ...above] : above;
}

function isWritable(stateFolder: string): boolean {
  try {
    mkdirSync(stateFolder, { recursive: true });
    accessSync(stateFolder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
