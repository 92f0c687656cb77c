import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkerDefinition } from '@hs-x/sdk';
import type { WorkerSurfaces } from './app-messages.js';

/** Actions the app calls itself; HubSpot never sees them (billing guide, reconciliation and downgrade). */
const UNPUBLISHED_ACTIONS: ReadonlySet<string> = new Set(['reconcileBilling', 'downgradeReconcile']);

/** Loads the bundled worker and checks that its default export is one. Throws what the worker's own top level throws. */
export async function loadWorker(bundleFile: string): Promise<WorkerDefinition> {
  const loaded = (await import(pathToFileURL(bundleFile).href)) as { readonly default?: unknown };
  if (isDefinition(loaded.default)) return loaded.default;
  const seen =
    loaded.default === undefined
      ? 'no default export'
      : `a default export that is no worker (${typeof loaded.default})`;
  throw new Error(`The worker file has ${seen}. Write: export default defineWorker(({ worker }) => { … });`);
}

/** The app's own copy of `@hs-x/sdk/node`, so that worker and runtime share one SDK; throws when the app has none. */
export async function loadRuntime(folder: string): Promise<typeof import('@hs-x/sdk/node')> {
  const entry = createRequire(join(folder, 'package.json')).resolve('@hs-x/sdk/node');
  return (await import(pathToFileURL(entry).href)) as typeof import('@hs-x/sdk/node');
}

/** The names of everything the worker declared that HubSpot may call. */
export function surfacesOf(definition: WorkerDefinition): WorkerSurfaces {
  return {
    functions: [...definition.functions.keys()],
    actions: [...definition.actions.keys()].filter((name) => !UNPUBLISHED_ACTIONS.has(name)),
    tools: [...definition.tools.keys()],
    syncs: definition.syncs.map((sync) => sync.id),
    usesBilling: definition.usesBilling,
  };
}

function isDefinition(value: unknown): value is WorkerDefinition {
  if (typeof value !== 'object' || value === null || !('functions' in value) || !('triggers' in value))
    return false;
  return value.functions instanceof Map && typeof value.triggers === 'object';
}
