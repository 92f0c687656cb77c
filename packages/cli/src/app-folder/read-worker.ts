import type { WorkerDefinition } from '@hs-x/sdk';
import { bundleWorker } from '../dev/bundle-worker.js';
import { loadWorker } from '../dev/load-worker.js';
import type { AppFolder } from './app-folder.js';
import { bundlePlace } from './bundle-place.js';

/** What the app's worker file declares; nothing of it is started. Throws BUNDLE_FAILED and what the worker's own top level throws. */
export async function readWorker(folder: AppFolder): Promise<WorkerDefinition> {
  const place = bundlePlace(folder);
  try {
    await bundleWorker(folder, place.file);
    return await loadWorker(place.file);
  } finally {
    place.clear();
  }
}
