import { Command, InvalidArgumentError } from 'commander';
import type { DevFlags } from '../dev/run-dev.js';
import type { CommandContext } from './command-context.js';

/** `hs-x dev`: the app, simulated vendors and the console, until Ctrl-C. */
export function devCommand(context: CommandContext): Command {
  return new Command('dev')
    .summary('run the app against a simulated HubSpot and Stripe')
    .description(
      'Runs the app with a simulated HubSpot and Stripe, and restarts it on save. Nothing outside this machine is called.',
    )
    .argument('[folder]', 'the folder with hs-x.toml', '.')
    .option('--port <number>', 'port of the app (default: 8787, or the next free one)', readPort)
    .option('--console-port <number>', 'port of the console (default: 8788, or the next free one)', readPort)
    .option('--no-open', 'do not open the console in a browser')
    .option('--verbose', 'write log lines as JSON, with every field')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x dev\n  hs-x dev examples/billing-guide --port 9000\n  hs-x dev --no-open --verbose',
    )
    .action(async (folder: string, flags: DevFlags) => {
      const { runDev } = await import('../dev/run-dev.js'); // brings the whole app: `--help` must not wait for it
      await runDev(context, folder, flags);
    });
}

/** A port number from the command line. */
export function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 (any free port) to 65535.');
}
