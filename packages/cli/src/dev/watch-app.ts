import { watch, type FSWatcher } from 'node:fs';
import { basename } from 'node:path';
import type { AppFolder } from '../app-folder/app-folder.js';
import type { CliError } from '../cli-error.js';
import { watchWorker } from './bundle-worker.js';

/** Editors write a file in several steps; one change is reported for all of them. */
const SETTLE_MS = 60;

/** Watches what an app is made of. */
export interface AppWatcher {
  close(): Promise<void>;
}

/** Watches worker files, `hs-x.toml` and `.env`; `onChange` gets null, or the reason why the worker does not compile. */
export async function watchApp(
  folder: AppFolder,
  watching: { readonly bundleFile: string; readonly onChange: (problem: CliError | null) => void },
): Promise<AppWatcher> {
  let isFirst = true;
  const bundler = await watchWorker(folder, {
    bundleFile: watching.bundleFile,
    onBundle: (problem) => {
      if (!isFirst) watching.onChange(problem);
      isFirst = false;
    },
  });
  const files = watchFiles(folder, () => watching.onChange(null));
  return {
    async close() {
      files.close();
      await bundler.dispose();
    },
  };
}

/** The folder is watched, not the files: many editors replace a file instead of writing into it. */
function watchFiles(folder: AppFolder, onChange: () => void): FSWatcher {
  const names = new Set([folder.configFile, folder.environmentFile].map((file) => basename(file)));
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder.path, (_event, name) => {
    if (name === null || !names.has(name)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  });
  watcher.once('close', () => clearTimeout(timer));
  return watcher;
}
