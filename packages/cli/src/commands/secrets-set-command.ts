import type { Command } from 'commander';
import { Option } from 'commander';
import { CliError } from '../cli-error.js';
import type { KnownSecret } from '../secrets/known-secret.js';
import { findSecret, putSecret, type PlacedSecret } from '../secrets/secret-places.js';
import { checkValue, liveValues } from '../secrets/secret-values.js';
import { putWorkerSecret, workerSecretNames } from '../secrets/worker-secrets.js';
import type { CommandContext } from './command-context.js';
import { askValue, readSecretName, secretCommand, secretHome, type SecretFlags } from './secret-command.js';

interface SetFlags extends SecretFlags {
  readonly to?: 'vault' | 'env' | 'workers';
  readonly generate?: true;
  readonly replace?: true;
}

/** `hs-x secrets set`: gives a name its value. */
export function secretsSetCommand(context: CommandContext): Command {
  return secretCommand({
    name: 'set',
    summary: 'give a secret its value, from a hidden prompt or a pipe',
    description:
      'Gives a secret its value, from a hidden prompt or a pipe, never from the command line. Where it is kept: the app’s encrypted file, .env, or the secrets of its Worker.',
    examples: [
      'hs-x secrets set STRIPE_SECRET',
      'hs-x secrets set HSX_SECRET --generate',
      'pass show stripe/webhook | hs-x secrets set STRIPE_WEBHOOK_SECRET --to workers',
    ],
  })
    .argument('<name>', 'such as STRIPE_SECRET')
    .argument('[value...]', 'refused: a value on the command line is seen by others')
    .addOption(
      new Option(
        '--to <place>',
        'vault: the encrypted file; env: .env; workers: through Wrangler (default: where it is, else vault)',
      ).choices(['vault', 'env', 'workers']),
    )
    .option('--generate', 'make a random value, for secrets that are yours')
    .option('--replace', 'replace the values there are, instead of refusing to')
    .action(async (name: string, rest: readonly string[], flags: SetFlags) => {
      const secret = readSecretName(name, rest);
      const told = await setSecret(context, secret, flags);
      context.print(flags.json ? JSON.stringify({ name: secret.name, place: told.place }) : told.line);
    });
}

const PLACES = { vault: '.hs-x/secrets.enc', env: '.env' } as const;

async function setSecret(
  context: CommandContext,
  secret: KnownSecret,
  flags: SetFlags,
): Promise<{ readonly place: string; readonly line: string }> {
  const { folder, ambient } = secretHome(context, flags);
  const { name } = secret;
  const present = findSecret(folder, ambient, name);
  const place = flags.to ?? (present?.place === 'env' ? 'env' : 'vault');
  if (await isGoing(secret, { present, place, flags, folder: folder.path }))
    throw needsReplace(secret, place);
  const text = flags.generate ? generated(secret) : await askValue(context, secret);
  for (const value of secret.isRotated ? liveValues(secret, text) : [text]) checkValue(secret, value);
  if (place === 'workers') {
    await putWorkerSecret({ folder: folder.path, name, text });
    return { place, line: `${name} is a secret of the Worker now; the next request uses it.` };
  }
  putSecret(folder, { name, text, place }, (context.now ?? Date.now)());
  const counting = findSecret(folder, ambient, name);
  const hidden =
    counting?.place === place
      ? ''
      : ` What counts is still the one in ${counting?.place === 'env' ? '.env' : 'the environment'}: remove it there.`;
  return { place, line: `${name} is kept in ${PLACES[place]}. Restart the app to use it.${hidden}` };
}

interface Setting {
  readonly present: PlacedSecret | null;
  readonly place: NonNullable<SetFlags['to']>;
  readonly flags: SetFlags;
  readonly folder: string;
}

/** Whether a value would end that nobody said may end. */
async function isGoing({ name }: KnownSecret, { present, place, flags, folder }: Setting): Promise<boolean> {
  if (flags.replace) return false;
  if (place === 'workers') return (await workerSecretNames(folder)).includes(name);
  return present !== null && present.place !== 'environment';
}

function needsReplace({ name, isRotated }: KnownSecret, place: Setting['place']): CliError {
  const isWorkers = place === 'workers';
  const whose = isWorkers ? 'The Worker’s secret ' : '';
  const both = `To keep both for a while: hs-x secrets rotate ${name}${isWorkers ? ' --workers' : ''}.`;
  return new CliError({
    code: 'SECRET_REFUSED',
    message: `${whose}${name} has a value already, and setting another one ends it at the next ${isWorkers ? 'request' : 'restart'}.`,
    hint: isRotated ? `${both} To replace it all the same: --replace.` : 'To replace it: --replace.',
  });
}

function generated({ name, make, origin }: KnownSecret): string {
  if (make) return make();
  throw new CliError({
    code: 'USAGE',
    message: `${name} cannot be made here: others must know it, too.`,
    hint: origin,
  });
}
