import { Command } from 'commander';
import { findAppFolder, type AppFolder } from '../app-folder/app-folder.js';
import type { Environment } from '../app-folder/own-environment.js';
import { CliError } from '../cli-error.js';
import { knownSecret, type KnownSecret } from '../secrets/known-secret.js';
import type { CommandContext } from './command-context.js';

/** What every `hs-x secrets` command takes. */
export interface SecretFlags {
  readonly app: string;
  readonly json?: true;
}

/** The words of one command. */
export interface SecretCommandWords {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** Without the leading `hs-x secrets`. */
  readonly examples: readonly string[];
}

/** A command about secrets, with the options all of them have. */
export function secretCommand({ name, summary, description, examples }: SecretCommandWords): Command {
  const shown = examples.map((example) => `  ${example}`).join('\n');
  return new Command(name)
    .summary(summary)
    .description(description)
    .option('--app <folder>', 'the folder with hs-x.toml', '.')
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExamples:\n${shown}`);
}

/** The app a command works for, and the process's own environment. Throws APP_FOLDER_INVALID. */
export function secretHome(
  context: CommandContext,
  { app }: SecretFlags,
): { readonly folder: AppFolder; readonly ambient: Environment } {
  return { folder: findAppFolder(app), ambient: context.environment ?? process.env };
}

/**
 * The secret a command names. Throws USAGE for what is no name, and for a value on the command line: that stays in the shell's history, and
 * everybody on the machine sees it in the list of processes.
 */
export function readSecretName(name: string, rest: readonly string[]): KnownSecret {
  if (rest.length > 0 || name.includes('=')) {
    throw new CliError({
      code: 'USAGE',
      message:
        'A value stands on the command line. It was not used, but your shell’s history has it now, and the list of processes had.',
      hint: 'If it was real, treat it as known to others and make a new one. Then give only the name: you are asked for the value, or pipe it in.',
    });
  }
  if (/^[A-Z][A-Z0-9_]*$/.test(name)) return knownSecret(name);
  throw new CliError({
    code: 'USAGE',
    message: `${JSON.stringify(name)} is no name of a secret.`,
    hint: 'Names are capital letters, digits and underscores, such as STRIPE_WEBHOOK_SECRET. hs-x secrets list shows those the app uses.',
  });
}

/** Reads the value from a person or a pipe. Throws SECRET_REFUSED when nothing comes. */
export async function askValue(context: CommandContext, { name, origin }: KnownSecret): Promise<string> {
  const value = (await context.readSecret?.(name)) ?? '';
  if (value !== '') return value;
  throw new CliError({
    code: 'SECRET_REFUSED',
    message: `No value of ${name} came; nothing was changed.`,
    hint: `Pipe it in, such as: hs-x secrets set ${name} < file. ${origin}`,
  });
}
