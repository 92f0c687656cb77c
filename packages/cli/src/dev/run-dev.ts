import { createLogger } from '@hs-x/sdk';
import type { CommandContext } from '../commands/command-context.js';
import { openBrowser } from '../terminal/open-browser.js';
import { paint } from '../terminal/paint.js';
import { jsonSink, prettySink } from '../terminal/pretty-log.js';
import { untilInterrupted } from '../terminal/until-interrupted.js';
import { cardLink, installLinks, recordLinks } from './dev-links.js';
import { startDev } from './start-dev.js';
import type { StartedDev } from './started-dev.js';

/** The flags of `hs-x dev`. */
export interface DevFlags {
  readonly port?: number;
  readonly consolePort?: number;
  readonly open: boolean;
  readonly verbose?: true;
}

/** Runs everything until Ctrl-C, and says where it is. */
export async function runDev(context: CommandContext, folder: string, flags: DevFlags): Promise<void> {
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
  const card = cardLink(dev) ?? (record && { label: 'A record with the card', url: record.url });
  const links = [
    { label: 'Console', url: dev.consoleUrl ?? '' },
    ...installLinks(dev),
    ...(card ? [card] : []),
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
