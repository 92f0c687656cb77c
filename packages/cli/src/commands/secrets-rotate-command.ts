import type { Command } from 'commander';
import { CliError } from '../cli-error.js';
import { askApp } from '../secrets/ask-app.js';
import type { KnownSecret } from '../secrets/known-secret.js';
import { putWorkerSecret } from '../secrets/worker-secrets.js';
import { findSecret, putSecret, type PlacedSecret } from '../secrets/secret-places.js';
import { liveValues, withLastInFront, withoutFormer, withValue } from '../secrets/secret-values.js';
import type { AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { askValue, readSecretName, secretCommand, secretHome, type SecretFlags } from './secret-command.js';

interface RotateFlags extends SecretFlags, AdminFlags {
  readonly behind?: true;
  readonly toFront?: true;
  /** True: the last value; else the fingerprint of one. */
  readonly retire?: string | true;
  readonly force?: true;
  readonly workers?: true;
}

/** `hs-x secrets rotate`: adds a value, and later takes the former one away. */
export function secretsRotateCommand(context: CommandContext): Command {
  return secretCommand({
    name: 'rotate',
    summary: 'add a new value and keep the former one; --retire ends it',
    description:
      'Puts a new value in front of the present one; both are live until the former one is retired. Yours are made here, a vendor’s comes from a hidden prompt or a pipe.',
    examples: [
      'hs-x secrets rotate HSX_SECRET',
      'hs-x secrets rotate STRIPE_WEBHOOK_SECRET --workers < new-secret',
      'hs-x secrets rotate HSX_SECRET --retire --url https://app.example.com',
    ],
  })
    .argument('<name>', 'such as HSX_SECRET')
    .argument('[value...]', 'refused: a value on the command line is seen by others')
    .option(
      '--behind',
      'put the new value behind the present one: the first of two steps where several processes run',
    )
    .option('--to-front', 'put the last value in front: the second of those steps')
    .option('--retire [fingerprint]', 'take a former value away, the last one unless another is named')
    .option('--force', 'retire it although it may still be needed')
    .option('--workers', 'make the result a secret of the app’s Worker, too')
    .option(
      '--database <file>',
      'the app’s SQLite file, or postgres://… (default: DATABASE_URL, or data/hs-x.sqlite in the folder)',
    )
    .option('--url <origin>', 'ask the deployed app there what it still needs (needs HSX_ADMIN_SECRET)')
    .action(async (name: string, rest: readonly string[], flags: RotateFlags) => {
      const secret = readSecretName(name, rest);
      const line = await rotate(context, secret, flags);
      context.print(flags.json ? JSON.stringify({ name: secret.name, done: line }) : line);
    });
}

async function rotate(context: CommandContext, secret: KnownSecret, flags: RotateFlags): Promise<string> {
  if (!secret.isRotated) throw singleValue(secret);
  const { folder, ambient } = secretHome(context, flags);
  const placed = requireChangeable(secret, findSecret(folder, ambient, secret.name));
  const before = liveValues(secret, placed.text);
  const { values, told } = await nextValues(context, { secret, values: before, flags });
  const text = values.join(',');
  putSecret(folder, { name: secret.name, text, place: placed.place }, (context.now ?? Date.now)());
  if (flags.workers) await putWorkerSecret({ folder: folder.path, name: secret.name, text });
  return told;
}

interface Rotation {
  readonly secret: KnownSecret;
  readonly values: readonly string[];
  readonly flags: RotateFlags;
}

async function nextValues(
  context: CommandContext,
  { secret, values, flags }: Rotation,
): Promise<{ readonly values: readonly string[]; readonly told: string }> {
  const { name, make } = secret;
  if (flags.retire !== undefined) {
    const index = await indexOf(secret, values, flags.retire);
    const next = withoutFormer(secret, values, index);
    if (!flags.force) await requireUnneeded(context, { secret, values, flags }, index);
    return { values: next, told: `${name}: the former value is gone from here; ${restart(next)}` };
  }
  if (flags.toFront) {
    const next = withLastInFront(secret, values);
    return {
      values: next,
      told: `${name}: the new value is in front; ${restart(next)} Then: hs-x secrets drill ${name}`,
    };
  }
  const value = make ? make() : await askNew(context, secret);
  const next = withValue(secret, values, { value, place: flags.behind ? 'behind' : 'front' });
  const then = flags.behind
    ? `Then, when every process has it: hs-x secrets rotate ${name} --to-front`
    : `Then: hs-x secrets drill ${name}`;
  return {
    values: next,
    told: `${name}: a new value is ${flags.behind ? 'behind the present one' : 'in front'}; ${restart(next)} ${then}`,
  };
}

function restart(values: readonly string[]): string {
  return `${values.length === 1 ? 'one value is' : `${values.length} values are`} live after a restart of each process of the app, one after the other.`;
}

async function askNew(context: CommandContext, secret: KnownSecret): Promise<string> {
  context.printError(secret.origin);
  return askValue(context, secret);
}

async function indexOf(
  secret: KnownSecret,
  values: readonly string[],
  wished: string | true,
): Promise<number> {
  if (wished === true) return values.length - 1;
  const { secretFingerprint } = await import('@hs-x/sdk/admin');
  const fingerprints = await Promise.all(values.map(secretFingerprint));
  const index = fingerprints.indexOf(wished);
  if (index !== -1) return index;
  throw new CliError({
    code: 'SECRET_REFUSED',
    message: `No live value of ${secret.name} has the fingerprint ${wished.slice(0, 8)}.`,
    hint: 'hs-x secrets list shows the fingerprints.',
  });
}

/** Throws SECRET_IN_USE unless the app says that nothing needs the value any more. */
async function requireUnneeded(
  context: CommandContext,
  { secret: { name }, values, flags }: Rotation,
  index: number,
): Promise<void> {
  const asked = await askApp(context, flags);
  if (asked.known === null) throw inUse(name, `the app could not be asked: ${asked.reason}`);
  const { secretFingerprint } = await import('@hs-x/sdk/admin');
  const { retirementOf } = await import('../secrets/secret-table.js');
  const present = await secretFingerprint(values[0] ?? '');
  const fingerprint = await secretFingerprint(values[index] ?? '');
  const retirement = retirementOf(name, { index, fingerprint, present }, asked.known);
  if (retirement?.kind === 'notYet') throw inUse(name, retirement.reason);
}

function inUse(name: string, why: string): CliError {
  return new CliError({
    code: 'SECRET_IN_USE',
    message: `The former value of ${name} was kept: ${why}`,
    hint: 'Wait, or retire it all the same with --force: what still needs it is refused or unreadable from then on.',
  });
}

function requireChangeable(
  { name }: KnownSecret,
  placed: PlacedSecret | null,
): PlacedSecret & { readonly place: 'vault' | 'env' } {
  if (placed === null) {
    throw new CliError({
      code: 'SECRET_REFUSED',
      message: `${name} has no value here, so there is none to keep beside a new one.`,
      hint: `Set it first: hs-x secrets set ${name}`,
    });
  }
  if (placed.place !== 'environment') return { ...placed, place: placed.place };
  throw new CliError({
    code: 'SECRET_REFUSED',
    message: `${name} comes from the process’s environment, which no command can change.`,
    hint: 'Where that environment is made, write the new value, a comma, and the former one; then restart. Or keep it here: hs-x secrets set.',
  });
}

function singleValue({ name, origin }: KnownSecret): CliError {
  return new CliError({
    code: 'SECRET_REFUSED',
    message: `${name} has one value at a time.`,
    hint: `${origin} The command: hs-x secrets set ${name} --replace`,
  });
}
