import type { Command } from 'commander';
import { CliError } from '../cli-error.js';
import { findSecret } from '../secrets/secret-places.js';
import { checkValue, liveValues } from '../secrets/secret-values.js';
import { putWorkerSecret } from '../secrets/worker-secrets.js';
import type { CommandContext } from './command-context.js';
import { readSecretName, secretCommand, secretHome, type SecretFlags } from './secret-command.js';

/** `hs-x secrets push`: the Worker has what is kept here; also after a `--workers` that failed. */
export function secretsPushCommand(context: CommandContext): Command {
  return secretCommand({
    name: 'push',
    summary: 'make the values kept here the Worker’s',
    description:
      'Makes the values kept here, all live ones in their order, the secret of the app’s Worker. Running it again changes nothing.',
    examples: ['hs-x secrets push HSX_SECRET'],
  })
    .argument('<name>', 'such as HSX_SECRET')
    .argument('[value...]', 'refused: a value on the command line is seen by others')
    .action(async (name: string, rest: readonly string[], flags: SecretFlags) => {
      const secret = readSecretName(name, rest);
      const { folder, ambient } = secretHome(context, flags);
      const placed = findSecret(folder, ambient, secret.name);
      if (placed === null) throw nothingKept(secret.name);
      const values = secret.isRotated ? liveValues(secret, placed.text) : [placed.text];
      for (const value of values) checkValue(secret, value);
      await putWorkerSecret({ folder: folder.path, name: secret.name, text: values.join(',') });
      const told = `${secret.name}: the Worker has ${values.length === 1 ? 'the value' : `the ${values.length} values`} kept here; the next request uses ${values.length === 1 ? 'it' : 'them'}.`;
      context.print(flags.json ? JSON.stringify({ name: secret.name, values: values.length }) : told);
    });
}

function nothingKept(name: string): CliError {
  return new CliError({
    code: 'SECRET_REFUSED',
    message: `${name} has no value here; nothing was changed.`,
    hint: `Set it here first: hs-x secrets set ${name}. Or straight at the Worker: hs-x secrets set ${name} --to workers.`,
  });
}
