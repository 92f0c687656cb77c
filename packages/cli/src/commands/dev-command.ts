import { Command, InvalidArgumentError } from 'commander';
import { installLinks, recordLinks } from '../dev/dev-links.js';
import { createLogger } from '@hs-x/sdk';
import { startDev } from '../dev/start-dev.js';
import type { StartedDev } from '../dev/started-dev.js';
import { openBrowser } from '../terminal/open-browser.js';
import { paint } from '../terminal/paint.js';
import { jsonSink, prettySink } from '../terminal/pretty-log.js';
import { untilInterrupted } from '../terminal/until-interrupted.js';
import type { CommandContext } from './command-context.js';

interface DevFlags {
  readonly port?: number;
  readonly consolePort?: number;
  readonly open: boolean;
  readonly verbose?: true;
}

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
    .action((folder: string, flags: DevFlags) => runDev(context, folder, flags));
}

async function runDev(context: CommandContext, folder: string, flags: DevFlags): Promise<void> {
  const started: { dev?: StartedDev } = {};
  const now = (): number => started.dev?.now() ?? Date.now();
  const sink = (flags.verbose ? jsonSink : prettySink)(context.print, now);
  const dev = await startDev({
    folder,
    isWatching: true,
    logger: createLogger(sink),
    ...(flags.port === undefined ? {} : { port: flags.port }),
    ...(flags.consolePort === undefined ? {} : { consolePort: flags.consolePort }),
  });
  started.dev = dev;
  for (const line of welcome(dev)) context.print(line);
  if (flags.open && process.stdout.isTTY && dev.consoleUrl !== null) openBrowser(dev.consoleUrl);
  await untilInterrupted();
  context.print('Stopping…');
  await dev.stop();
}

function welcome(dev: StartedDev): readonly string[] {
  const [record] = recordLinks(dev);
  const links = [
    { label: 'Console', url: dev.consoleUrl ?? '' },
    ...installLinks(dev),
    ...(record ? [{ label: 'A record with the card', url: record.url }] : []),
  ];
  const width = Math.max(...links.map(({ label }) => label.length));
  return [
    '',
    `  ${paint('strong', dev.config().app.name)} runs at ${paint('link', dev.appUrl)}`,
    '',
    ...links.map(({ label, url }) => `  ${label.padEnd(width)}  ${paint('link', url)}`),
    '',
    `  ${paint('soft', 'HubSpot and Stripe are simulated. They and the database start empty every time.')}`,
    `  ${paint('soft', 'Test card: 4242 4242 4242 4242, any future date, any CVC. Ctrl-C stops everything.')}`,
    '',
  ];
}

/** A port number from the command line. */
export function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 (any free port) to 65535.');
}
