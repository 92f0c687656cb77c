/** The secrets of the app's Worker, through Wrangler: their names can be listed and their values put, and nothing reads a value back. */
import { spawn } from 'node:child_process';
import { text as textOf } from 'node:stream/consumers';
import { CliError } from '../cli-error.js';

/** How Wrangler is started; it must be installed in the app's folder. */
const WRANGLER = ['npx', '--no-install', 'wrangler'] as const;

/** A program and what comes before the arguments given here. */
type Program = readonly [string, ...string[]];

/**
 * Makes a value a secret of the app's Worker: `wrangler secret put <name>` reads it from its standard input, so that it is in no argument, no
 * shell history and no list of processes. Throws WRANGLER_FAILED.
 */
export async function putWorkerSecret(
  secret: { readonly folder: string; readonly name: string; readonly text: string },
  wrangler: Program = WRANGLER,
): Promise<void> {
  await run(wrangler, {
    folder: secret.folder,
    args: ['secret', 'put', secret.name],
    input: `${secret.text}\n`,
    hint: `Install wrangler in the app’s folder, run \`npx wrangler login\`, and deploy the Worker once. Then, if ${secret.name} is kept here: hs-x secrets push ${secret.name}; if not, run this again.`,
  });
}

/** The names of the secrets the app's Worker has. Throws WRANGLER_FAILED. */
export async function workerSecretNames(
  folder: string,
  wrangler: Program = WRANGLER,
): Promise<readonly string[]> {
  const output = await run(wrangler, {
    folder,
    args: ['secret', 'list', '--format', 'json'],
    input: '',
    hint: 'Install wrangler in the app’s folder, run `npx wrangler login`, and deploy the Worker once. With --replace nobody asks for the names.',
  });
  const names: string[] = [];
  for (const entry of parsed(output)) if (typeof entry.name === 'string') names.push(entry.name);
  return names;
}

function parsed(output: string): readonly { readonly name?: unknown }[] {
  try {
    const list: unknown = JSON.parse(output);
    if (Array.isArray(list)) return list as readonly { readonly name?: unknown }[];
  } catch {
    // said below
  }
  throw new CliError({
    code: 'WRANGLER_FAILED',
    message:
      'wrangler secret list did not answer with a list, so it is unknown which secrets the Worker has.',
    hint: 'Look at `npx wrangler secret list` in the app’s folder. With --replace nobody asks for the names.',
  });
}

interface Call {
  readonly folder: string;
  readonly args: readonly [string, string, ...string[]];
  readonly input: string;
  readonly hint: string;
}

/** What it printed. Its own words about a failure go to the person. */
async function run([program, ...first]: Program, { folder, args, input, hint }: Call): Promise<string> {
  const child = spawn(program, [...first, ...args], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  child.stdin.on('error', () => undefined); // it ended before it read; its exit code says so
  child.stdin.end(input);
  const [exitCode, output] = await Promise.all([ended, textOf(child.stdout)]);
  if (exitCode === 0) return output;
  const call = `wrangler ${args.slice(0, 3).join(' ')}`;
  throw new CliError({
    code: 'WRANGLER_FAILED',
    message: `${call} ${exitCode === null ? 'could not be started' : `ended with ${exitCode}`}.`,
    hint,
  });
}
