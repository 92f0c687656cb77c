import type { DeployFile, DeploySource, DeployTarget } from './deploy-target.js';
import { nodeFiles, nodeSteps } from './node/node-target.js';

/** What a deployment to one target is made of. */
export interface DeployPlan {
  readonly files: readonly DeployFile[];
  /** What is left to a person, one line a step. */
  readonly steps: readonly string[];
  /** Tries out what was written, as far as that goes without an account; answers what to say of it. */
  check(): Promise<readonly string[]>;
  /** Uploads what was checked; null where no command reaches. */
  readonly publish: (() => Promise<void>) | null;
}

/** The plan for a target. */
export async function deployPlan(source: DeploySource, target: DeployTarget): Promise<DeployPlan> {
  switch (target) {
    case 'node':
      return {
        files: nodeFiles(source),
        steps: nodeSteps(source),
        check: () => Promise.resolve([]),
        publish: null,
      };
    case 'cloudflare':
      return cloudflarePlan(source);
  }
}

async function cloudflarePlan(source: DeploySource): Promise<DeployPlan> {
  const { cloudflareFiles, cloudflareSteps } = await import('./cloudflare/cloudflare-target.js');
  const { findWrangler } = await import('./cloudflare/app-wrangler.js');
  const { checkBundle } = await import('./cloudflare/check-bundle.js');
  const { publishWorker } = await import('./cloudflare/publish-worker.js');
  const { path } = source.folder;
  return {
    files: await cloudflareFiles(source),
    steps: cloudflareSteps(source),
    async check() {
      const wrangler = findWrangler(path);
      const { bytes, gzipBytes } = await checkBundle(wrangler);
      const size = `${kilobytes(bytes)} KB, ${kilobytes(gzipBytes)} KB compressed`;
      return ['', `wrangler ${wrangler.version} takes the Worker: ${size}.`];
    },
    publish: () => publishWorker(findWrangler(path), source),
  };
}

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(0);
}
