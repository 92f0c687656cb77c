import type { Logger } from '@hs-x/sdk';
import { Command } from 'commander';
import { CliError } from '../cli-error.js';
import type { CommandContext } from './command-context.js';

/** `hs-x demo`: the whole life of a subscription on a turning clock. */
export function demoCommand(context: CommandContext): Command {
  return new Command('demo')
    .summary('play a subscription from install to cleanup in seconds, without a browser')
    .description(
      'Plays the life of a subscription on a virtual clock against the simulated HubSpot and Stripe, over the wire and without a browser: trial, payment, failed card, change of plan, cancellation. Checks the entitlement row and every mail after each step. Exits with 1 when an expectation fails.',
    )
    .argument('[folder]', 'the folder with hs-x.toml', '.')
    .option('--verbose', "also write the app's log lines, as JSON")
    .addHelpText('after', '\nExamples:\n  hs-x demo\n  hs-x demo examples/billing-guide')
    .action(async (folder: string, flags: { readonly verbose?: true }) => {
      const { runDemo } = await import('../demo/run-demo.js'); // brings the whole app: `--help` must not wait for it
      const logger = flags.verbose ? { logger: await jsonLogger(context) } : {};
      const report = await runDemo({ folder, print: context.print, ...logger });
      const seconds = (report.durationMs / 1_000).toFixed(1);
      if (!report.hasPassed) {
        throw new CliError({
          code: 'EXPECTATION_FAILED',
          message: `Step ${report.steps} did not end as it must (after ${seconds} s).`,
          hint: 'Run it again with --verbose to see what the app did.',
        });
      }
      context.print(`\n${report.steps} steps, every one as expected, in ${seconds} s.`);
    });
}

async function jsonLogger({ printError }: CommandContext): Promise<Logger> {
  const [{ createLogger }, { jsonSink }] = await Promise.all([
    import('@hs-x/sdk'),
    import('../terminal/pretty-log.js'),
  ]);
  return createLogger(jsonSink(printError, Date.now));
}
