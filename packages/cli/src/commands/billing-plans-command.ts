import { Command } from 'commander';
import type { PushedConfiguration } from '../billing/push-portal-configuration.js';
import { formatTable } from '../terminal/format-table.js';
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

/** The differences as a table, and what became of them. */
export function pushLines({ changes, mode, isPushed }: PushedConfiguration): readonly string[] {
  if (changes.length === 0)
    return [`The ${mode} customer portal is set as HS-X needs it; nothing to change.`];
  const rows = changes.map(({ setting, from, to, consequence }) => [setting, from, to, consequence]);
  const outcome = isPushed
    ? `Changed in the ${mode} customer portal.`
    : `Nothing was changed in the ${mode} customer portal. Run it again with --yes to make these changes.`;
  return [...formatTable(headings(isPushed), rows), '', outcome];
}

function headings(isPushed: boolean): readonly string[] {
  return isPushed ? ['setting', 'was', 'is', 'what it did'] : ['setting', 'is', 'will be', 'what it does'];
}
