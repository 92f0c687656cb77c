/** `wrangler deploy --dry-run`: the Worker as it would be uploaded, without an account. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CliError } from '../../cli-error.js';
import type { AppWrangler } from './app-wrangler.js';

/** What would be uploaded. */
export interface WorkerBundle {
  readonly bytes: number;
  /** What Cloudflare's limit on a Worker's size counts. */
  readonly gzipBytes: number;
}

/** Bundles the app of `wrangler.jsonc`. Throws BUNDLE_FAILED with what wrangler said. */
export async function checkBundle(wrangler: AppWrangler): Promise<WorkerBundle> {
  const out = mkdtempSync(join(tmpdir(), 'hs-x-worker-'));
  try {
    await wrangler.check(['deploy', '--dry-run', '--outdir', out]).catch((error: unknown) => {
      throw refused(error);
    });
    const scripts = readdirSync(out).filter((name) => /\.(js|mjs)$/.test(name));
    const contents = scripts.map((name) => readFileSync(join(out, name)));
    return {
      bytes: sum(contents.map((content) => content.byteLength)),
      gzipBytes: sum(contents.map((content) => gzipSync(content).byteLength)),
    };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function refused(cause: unknown): CliError {
  return new CliError({
    code: 'BUNDLE_FAILED',
    message: `wrangler does not take the app:\n${cause instanceof Error ? cause.message : String(cause)}`,
    hint: 'What the worker imports must run on Workers: no node: module, no package that needs one. Correct it and run it again.',
    cause,
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
