import { createRequire } from 'node:module';
import { Command } from 'commander';
import { billingCommand } from './commands/billing-command.js';
import { buildCommand } from './commands/build-command.js';
import type { CommandContext } from './commands/command-context.js';
import { completeNamesCommand } from './commands/complete-names-command.js';
import { completionCommand } from './commands/completion-command.js';
import { demoCommand } from './commands/demo-command.js';
import { deployCommand } from './commands/deploy-command.js';
import { devCommand } from './commands/dev-command.js';
import { doctorCommand } from './commands/doctor-command.js';
import { initCommand } from './commands/init-command.js';
import { startCommand } from './commands/start-command.js';
import { secretsCommand } from './commands/secrets-command.js';
import { typesCommand } from './commands/types-command.js';

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };

/** The whole command line. */
export function createProgram(context: CommandContext): Command {
  const program = new Command('hs-x')
    .description('Turn a HubSpot app into revenue: run it and its billing on this machine, and operate it.')
    .version(version, '--version', 'print the version')
    .addCommand(initCommand(context))
    .addCommand(devCommand(context))
    .addCommand(demoCommand(context))
    .addCommand(typesCommand(context))
    .addCommand(buildCommand(context))
    .addCommand(startCommand(context))
    .addCommand(deployCommand(context))
    .addCommand(billingCommand(context))
    .addCommand(doctorCommand(context))
    .addCommand(secretsCommand(context))
    .addCommand(completionCommand(context))
    .addCommand(completeNamesCommand(context), { hidden: true })
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x init my-app              write a new app\n  hs-x dev                      run the app in this folder\n  hs-x demo                     play install, payment and cancellation in seconds\n  hs-x types                    write types from hs-x.toml\n  hs-x build                    write the files for HubSpot’s project upload\n  hs-x billing list             list portals with plan, status and access\n\nExit codes: 0 done, 1 failed, 2 wrong command line.',
    );
  return prepare(program, context);
}

/** Every command throws instead of ending the process, and writes where the context says. */
function prepare(command: Command, context: CommandContext): Command {
  command.exitOverride().showSuggestionAfterError().helpCommand(false);
  command.configureOutput({
    writeOut: (text) => context.print(text.trimEnd()),
    writeErr: (text) => context.printError(text.trimEnd()),
  });
  for (const child of command.commands) prepare(child, context);
  return command;
}
