import { Command } from 'commander';
import type { PushedConfiguration } from '../billing/push-portal-configuration.js';
import { formatTable } from '../terminal/format-table.js';
import { billingPlansDiffCommand } from './billing-plans-diff-command.js';
import type { CommandContext } from './command-context.js';

interface PushFlags {
  readonly app: string;
  readonly yes?: true;
  readonly json?: true;
}

/** `hs-x billing plans …`: what the provider must know of the plans. */
export function billingPlansCommand(context: CommandContext): Command {
  return new Command('plans')
    .summary('compare the plans with portals, and set them up at the payment provider')
    .description(
      'Says what changed plans would do to the portals, and sets up at the payment provider what the plans of hs-x.toml need.',
    )
    .addCommand(billingPlansDiffCommand(context))
    .addCommand(pushCommand(context))
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x billing plans diff\n  hs-x billing plans push\n  hs-x billing plans push --yes',
    );
}

function pushCommand(context: CommandContext): Command {
  return new Command('push')
    .summary('set how Stripe’s customer portal bills a plan change')
    .description(
      'Shows how Stripe’s customer portal differs from what HS-X needs, so that an upgrade is paid for at once and a change of plan does not end a trial. Nothing is changed without --yes; then exactly the settings shown are.',
    )
    .option('--app <folder>', 'the folder with hs-x.toml', '.')
    .option('--yes', 'make the changes shown')
    .option('--json', 'print one JSON object instead of a table')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x billing plans push\n  hs-x billing plans push --app apps/insights --yes',
    )
    .action(async (flags: PushFlags) => {
      const until = flags.yes ? 'pushed' : 'plan';
      const { pushPortalConfiguration } = await import('../billing/push-portal-configuration.js'); // brings Stripe
      const outcome = await pushPortalConfiguration({ folder: flags.app, until });
      for (const line of flags.json ? [JSON.stringify(outcome)] : pushLines(outcome)) context.print(line);
    });
}

/** The differences as a table, and what became of them. */
export function pushLines({ changes, mode, isPushed }: PushedConfiguration): readonly string[] {
  if (changes.length === 0)
    return [`The ${mode} customer portal is set as HS-X needs it; nothing to change.`];
  const rows = changes.map(({ setting, from, to, consequence }) => [setting, from, to, consequence]);
  const outcome = isPushed
    ? `Changed in the ${mode} customer portal.`
    : `Nothing was changed in the ${mode} customer portal. Run it again with --yes to make these changes.`;
  return [
    ...formatTable(
      [
        'setting',
        isPushed ? 'was' : 'is',
        isPushed ? 'is' : 'will be',
        isPushed ? 'what it did' : 'what it does',
      ],
      rows,
    ),
    '',
    outcome,
  ];
}
