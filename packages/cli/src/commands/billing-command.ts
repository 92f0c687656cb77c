import { Command } from 'commander';
import { billingPlansCommand } from './billing-plans-command.js';
import { billingReconcileCommand } from './billing-reconcile-command.js';
import { billingSyncCommand } from './billing-sync-command.js';
import type { CommandContext } from './command-context.js';

/** `hs-x billing …`: what an operator does to the billing of portals. */
export function billingCommand(context: CommandContext): Command {
  return new Command('billing')
    .summary('look at and repair the billing of portals')
    .description(
      'Looks at and repairs the billing of portals. Works on the database of a running or stopped app.',
    )
    .addCommand(billingSyncCommand(context))
    .addCommand(billingReconcileCommand(context))
    .addCommand(billingPlansCommand(context))
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x billing sync 51200417\n  hs-x billing reconcile\n  hs-x billing plans push\n  hs-x billing sync --help',
    );
}
