import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerDefinition } from '@hs-x/sdk';
import { bundleWorker } from '../dev/bundle-worker.js';
import { loadWorker } from '../dev/load-worker.js';
import type { AppFolder } from './app-folder.js';

/** What the app's worker file declares; nothing of it is started. Throws BUNDLE_FAILED and what the worker's own top level throws. */
export async function readWorker(folder: AppFolder): Promise<WorkerDefinition> {
  mkdirSync(folder.stateFolder, { recursive: true });
  const bundleFile = join(folder.stateFolder, `worker-${randomUUID()}.mjs`); // Node keeps what it once imported under a name
  try {
    await bundleWorker(folder, bundleFile);
    return await loadWorker(bundleFile);
  } finally {
    for (const file of [bundleFile, `${bundleFile}.map`]) rmSync(file, { force: true });
  }
}
