import type { Command } from 'commander';
import { runReconcile } from '../billing/run-reconcile.js';
import { coverageLines } from '../billing/views/coverage-lines.js';
import { CliError } from '../cli-error.js';
import { CliExit } from '../cli-exit.js';
import { createProgressBar, type ProgressOutput } from '../terminal/progress-bar.js';
import { whileUninterrupted } from '../terminal/while-uninterrupted.js';
import { adminCommand, tell, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';

/** `hs-x billing reconcile`: every portal beside the provider, now. */
export function billingReconcileCommand(context: CommandContext): Command {
  return adminCommand({
    name: 'reconcile',
    summary: 'compare every portal with the payment provider and mend what differs',
    description:
      'Lists the payment provider’s subscriptions, a hundred a call, compares each with its portal, and reads again and mends only those that differ. Interrupted, it goes on where it stopped when it is run again. A running app does the same every night by itself. Exits with 1 when something stays unexplained.',
    json: 'ReconcileCoverage',
    examples: [
      'reconcile',
      'reconcile --app apps/insights --database /var/lib/insights.sqlite',
      'reconcile --url https://app.example.com --json',
    ],
  }).action((flags: AdminFlags) => reconcile(context, flags));
}

async function reconcile(context: CommandContext, flags: AdminFlags): Promise<void> {
  const bar = createProgressBar(outputOf(context), 'subscriptions compared');
  const report = await withAdmin(context, flags, ({ port }) =>
    whileUninterrupted((signal) =>
      runReconcile(port, { signal, onProgress: ({ compared, expected }) => bar.show(compared, expected) }),
    ),
  ).finally(() => bar.end());
  if (report === null) {
    context.printError('Stopped. Run it again to go on where it stopped.');
    throw new CliExit(130);
  }
  tell(context, flags, { document: report, lines: () => coverageLines(report) });
  if (report.unexplained > 0) throw unexplained(report.unexplained);
}

/** Progress never mixes with results: it goes where problems go. */
function outputOf(context: CommandContext): ProgressOutput {
  const isTerminal = process.stderr.isTTY && context.confirm !== undefined;
  return isTerminal
    ? { isTerminal, write: (text) => void process.stderr.write(text) }
    : { isTerminal: false, write: (text) => context.printError(text.trimEnd()) };
}

function unexplained(times: number): CliError {
  return new CliError({
    code: 'UNEXPLAINED',
    message: `${times} of the subscriptions could not be explained.`,
    hint: 'Each of them is in the app’s log, and those that need a person raised an alert: hs-x billing alerts',
  });
}
