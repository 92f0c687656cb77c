import { Command } from 'commander';
import { billingPlansCheckCommand } from './billing-plans-check-command.js';
import { billingPlansDiffCommand } from './billing-plans-diff-command.js';
import { billingPlansPushCommand } from './billing-plans-push-command.js';
import type { CommandContext } from './command-context.js';

/** `hs-x billing plans …`: what the provider must know of the plans. */
export function billingPlansCommand(context: CommandContext): Command {
  return new Command('plans')
    .summary('compare the plans with portals, and set them up at the payment provider')
    .description(
      'Says what changed plans would do to the portals, and checks and sets up at the payment provider what the plans of hs-x.toml need.',
    )
    .addCommand(billingPlansDiffCommand(context))
    .addCommand(billingPlansCheckCommand(context))
    .addCommand(billingPlansPushCommand(context))
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x billing plans diff\n  hs-x billing plans check\n  hs-x billing plans push\n  hs-x billing plans push --yes',
    );
}
