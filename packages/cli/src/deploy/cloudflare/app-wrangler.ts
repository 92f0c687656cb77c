/** Cloudflare's command, as the app has installed it: its version belongs to the app. */
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CliError } from '../../cli-error.js';

/** An app's wrangler. */
export interface AppWrangler {
  readonly version: string;
  /** Runs it unseen; rejects with what it wrote when it ends with another code than 0. */
  check(args: readonly string[]): Promise<void>;
  /** Runs it before the person's eyes, who may have to answer; its exit code, null when it could not be started. */
  show(args: readonly string[]): Promise<number | null>;
}

/** Finds it from the app's folder. Throws WRANGLER_MISSING. */
export function findWrangler(folder: string): AppWrangler {
  const { version, bin } = readManifest(folder);
  const quiet = { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1', NO_COLOR: '1' };
  return {
    version,
    check: (args) =>
      new Promise((resolve, reject) => {
        execFile(process.execPath, [bin, ...args], { cwd: folder, env: quiet }, (error, stdout, stderr) => {
          if (error === null) resolve();
          else reject(new Error(`${stderr}${stdout}`.trim(), { cause: error }));
        });
      }),
    show: (args) =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [bin, ...args], { cwd: folder, stdio: 'inherit' });
        child.once('error', () => resolve(null));
        child.once('close', resolve);
      }),
  };
}

function readManifest(folder: string): { readonly version: string; readonly bin: string } {
  let file: string;
  try {
    file = createRequire(join(folder, 'package.json')).resolve('wrangler/package.json');
  } catch (cause) {
    throw missing(cause);
  }
  const { version, bin } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly version: string;
    readonly bin: { readonly wrangler: string };
  };
  return { version, bin: join(dirname(file), bin.wrangler) };
}

function missing(cause: unknown): CliError {
  return new CliError({
    code: 'WRANGLER_MISSING',
    message:
      'The files are written; whether Workers take them could not be checked, since wrangler is not installed in the app.',
    hint: 'npm install -D wrangler@4, then run it again',
    cause,
  });
}
