import { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { secretsDrillCommand } from './secrets-drill-command.js';
import { secretsListCommand } from './secrets-list-command.js';
import { secretsPushCommand } from './secrets-push-command.js';
import { secretsRotateCommand } from './secrets-rotate-command.js';
import { secretsSetCommand } from './secrets-set-command.js';

/** `hs-x secrets …`: keeps and rotates what the app must know and nobody else may. */
export function secretsCommand(context: CommandContext): Command {
  return new Command('secrets')
    .summary('keep, rotate and prove the app’s secrets')
    .description(
      'Keeps, rotates and proves the app’s secrets. No value is ever printed, and none is taken from the command line.',
    )
    .addCommand(secretsSetCommand(context))
    .addCommand(secretsListCommand(context))
    .addCommand(secretsRotateCommand(context))
    .addCommand(secretsPushCommand(context))
    .addCommand(secretsDrillCommand(context));
}
