import { Command } from 'commander';
import { billingAlertsCommand } from './billing-alerts-command.js';
import { billingEraseCommand } from './billing-erase-command.js';
import { billingExplainCommand } from './billing-explain-command.js';
import { billingExportCommand } from './billing-export-command.js';
import { billingGrantCommand } from './billing-grant-command.js';
import { billingLinkCommand } from './billing-link-command.js';
import { billingListCommand } from './billing-list-command.js';
import { billingPlansCommand } from './billing-plans-command.js';
import { billingReconcileCommand } from './billing-reconcile-command.js';
import { billingReplayCommand } from './billing-replay-command.js';
import { billingRevokeCommand } from './billing-revoke-command.js';
import { billingShowCommand } from './billing-show-command.js';
import { billingSyncCommand } from './billing-sync-command.js';
import { billingTransferCommand } from './billing-transfer-command.js';
import type { CommandContext } from './command-context.js';

/** `hs-x billing …`: what an operator asks and does about the billing of portals. */
export function billingCommand(context: CommandContext): Command {
  return new Command('billing')
    .summary('look at, explain and repair the billing of portals')
    .description(
      'Looks at, explains and repairs the billing of portals. Works on the database of a running or stopped app on this machine, or with --url on a deployed one.',
    )
    .addCommand(billingListCommand(context))
    .addCommand(billingShowCommand(context))
    .addCommand(billingExplainCommand(context))
    .addCommand(billingAlertsCommand(context))
    .addCommand(billingGrantCommand(context))
    .addCommand(billingRevokeCommand(context))
    .addCommand(billingLinkCommand(context))
    .addCommand(billingSyncCommand(context))
    .addCommand(billingReconcileCommand(context))
    .addCommand(billingReplayCommand(context))
    .addCommand(billingTransferCommand(context))
    .addCommand(billingExportCommand(context))
    .addCommand(billingEraseCommand(context))
    .addCommand(billingPlansCommand(context))
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x billing list --status past_due\n  hs-x billing explain 51200417 sync.bidirectional\n  hs-x billing grant 51200417 --plan scale --until 2027-06-30 --reason "invoice 2026-114"\n  hs-x billing list --url https://app.example.com\n\nExit codes: 0 done, 1 failed, 2 wrong command line, 3 denied (explain), 130 interrupted.',
    );
}
