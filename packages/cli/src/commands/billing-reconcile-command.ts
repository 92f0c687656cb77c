import type { DriftCause, ReconcileReport, UnexplainedCause } from '@hs-x/sdk/billing';
import { Command } from 'commander';
import { reconcilePortals } from '../billing/reconcile-portals.js';
import { CliError } from '../cli-error.js';
import { createProgressBar, type ProgressOutput } from '../terminal/progress-bar.js';
import { paint } from '../terminal/paint.js';
import type { CommandContext } from './command-context.js';

interface ReconcileFlags {
  readonly app: string;
  readonly database?: string;
  readonly json?: true;
}

/** `hs-x billing reconcile`: every portal beside the provider, now. */
export function billingReconcileCommand(context: CommandContext): Command {
  return new Command('reconcile')
    .summary('compare every portal with the payment provider and mend what differs')
    .description(
      'Lists the payment provider’s subscriptions, a hundred a call, compares each with its portal, and reads again and mends only those that differ. Interrupted, it goes on where it stopped when it is run again. A running app does the same every night by itself. Exits with 1 when something stays unexplained.',
    )
    .option('--app <folder>', 'the folder with hs-x.toml', '.')
    .option(
      '--database <file>',
      'the app’s SQLite file (default: HSX_DATABASE, or hs-x.sqlite in the folder)',
    )
    .option('--json', 'print one JSON object instead of the coverage line')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x billing reconcile\n  hs-x billing reconcile --app apps/insights --database /var/lib/insights.sqlite\n  hs-x billing reconcile --json',
    )
    .action(async (flags: ReconcileFlags) => {
      const bar = createProgressBar(outputOf(context), 'subscriptions compared');
      const place = { folder: flags.app, database: flags.database };
      const report = await reconcilePortals(place, ({ compared, expected }) =>
        bar.show(compared, expected),
      ).finally(() => bar.end());
      for (const line of flags.json ? [JSON.stringify(report)] : linesOf(report)) context.print(line);
      if (report.unexplained > 0) throw unexplained(report.unexplained);
    });
}

/** Progress never mixes with results: it goes where problems go. */
function outputOf(context: CommandContext): ProgressOutput {
  const isTerminal = process.stderr.isTTY;
  return isTerminal
    ? { isTerminal, write: (text) => void process.stderr.write(text) }
    : { isTerminal: false, write: (text) => context.printError(text.trimEnd()) };
}

const CAUSES: Readonly<Record<DriftCause | UnexplainedCause, string>> = {
  missingHere: 'unknown here, or not counted here',
  missingThere: 'live here, no longer at the provider',
  differs: 'different here and there',
  customerDiffers: 'customer changed or deleted',
  customerUnknown: 'with this app’s name tag, but of no portal',
  formerCustomer: 'live at a former customer of a portal',
  observationFailed: 'could not be read; the app tries again by itself',
};

/** The coverage line, and below it what had drifted. */
export function linesOf(report: ReconcileReport): readonly string[] {
  const count = (value: number) => value.toLocaleString('en-US');
  const parts = [
    `${count(report.listed)} listed`,
    ...(report.unlisted > 0 ? [`${count(report.unlisted)} no longer listed`] : []),
    `${count(report.matched)} matched`,
    `${count(report.healed)} healed`,
    ...(report.foreign > 0 ? [`${count(report.foreign)} of other products`] : []),
    paint(report.unexplained > 0 ? 'bad' : 'good', `unexplained = ${count(report.unexplained)}`),
  ];
  const causes = Object.entries(report.causes).map(
    ([cause, times]) => `  ${count(times)} × ${CAUSES[cause as keyof typeof CAUSES]}`,
  );
  return [parts.join(', '), ...causes];
}

function unexplained(times: number): CliError {
  return new CliError({
    code: 'UNEXPLAINED',
    message: `${times} of the subscriptions could not be explained.`,
    hint: 'Each of them is in the app’s log, and those that need a person raised an alert.',
  });
}
