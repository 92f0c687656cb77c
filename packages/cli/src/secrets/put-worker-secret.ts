import { spawn } from 'node:child_process';
import { CliError } from '../cli-error.js';

/** How Wrangler is started; it must be installed in the app's folder. */
const WRANGLER = ['npx', '--no-install', 'wrangler'] as const;

/**
 * Makes a value a secret of the app's Worker: `wrangler secret put <name>` reads it from its standard input, so that it is in no argument, no
 * shell history and no list of processes. Throws WRANGLER_FAILED.
 */
export async function putWorkerSecret(
  secret: { readonly folder: string; readonly name: string; readonly text: string },
  wrangler: readonly [string, ...string[]] = WRANGLER,
): Promise<void> {
  const [program, ...first] = wrangler;
  const child = spawn(program, [...first, 'secret', 'put', secret.name], {
    cwd: secret.folder,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  child.stdin.on('error', () => undefined); // it ended before it read; its exit code says so
  child.stdin.end(`${secret.text}\n`);
  const exitCode = await ended;
  if (exitCode === 0) return;
  throw new CliError({
    code: 'WRANGLER_FAILED',
    message: `wrangler secret put ${secret.name} ${exitCode === null ? 'could not be started' : `ended with ${exitCode}`}.`,
    hint: 'Install wrangler in the app’s folder, run `npx wrangler login`, and deploy the Worker once; then run this again.',
  });
}
