import type { Page, PortalSummary } from '@hs-x/sdk/admin';
import { Option, type Command } from 'commander';
import { openOutput } from '../billing/export/open-output.js';
import { PORTAL_FORMATS } from '../billing/export/portal-format.js';
import { readPages } from '../billing/read-pages.js';
import { requireKnownName } from '../billing/require-known-name.js';
import { CliError } from '../cli-error.js';
import { CliExit } from '../cli-exit.js';
import { whileUninterrupted } from '../terminal/while-uninterrupted.js';
import { adminCommand, tell, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { addPortalQuery, portalQuery, type PortalQueryFlags } from './portal-query.js';

interface ExportFlags extends AdminFlags, PortalQueryFlags {
  readonly format: keyof typeof PORTAL_FORMATS;
  readonly out?: string;
}

/** The largest page there is: fewest questions. */
const PAGE_SIZE = 500;

/** `hs-x billing export`: portals for a spreadsheet or another program. */
export function billingExportCommand(context: CommandContext): Command {
  const command = adminCommand({
    name: 'export',
    summary: 'write portals as CSV or JSON Lines',
    description:
      'Writes the portals that pass the filters, page by page as they are read. In CSV, dates are ISO 8601, and a text that a spreadsheet would run as a formula gets an apostrophe in front.',
    json: '{ file: string, format: "csv" | "jsonl", portals: number }; needs --out',
    examples: [
      'export --out portals.csv',
      'export --format jsonl | jq -r .adminEmail',
      'export --status past_due --format csv --out late.csv --url https://app.example.com',
    ],
  });
  return addPortalQuery(command)
    .addOption(new Option('--format <format>', 'how').choices(['csv', 'jsonl']).default('csv'))
    .option('--out <file>', 'a new file, readable by you only (default: standard output)')
    .action((flags: ExportFlags) => exportPortals(context, flags));
}

async function exportPortals(context: CommandContext, flags: ExportFlags): Promise<void> {
  const { out, json, format } = flags;
  if (out === undefined) {
    if (json) throw jsonWithoutFile();
    await writePages(context, flags, (text) => context.print(text.replace(/\r?\n$/, '')));
    return;
  }
  const file = openOutput(out);
  const portals = await writePages(context, flags, file.write).catch((error: unknown) => {
    file.abandon();
    throw error;
  });
  file.finish();
  tell(context, flags, {
    document: { file: out, format, portals },
    lines: () => [`${portals.toLocaleString('en-US')} ${portals === 1 ? 'portal' : 'portals'} in ${out}.`],
  });
}

/** Answers how many portals were written. */
async function writePages(
  context: CommandContext,
  flags: ExportFlags,
  write: (text: string) => void,
): Promise<number> {
  return withAdmin(context, flags, async ({ port, config }) => {
    await requireKnownName(config, 'plan', flags.plan);
    const query = { ...portalQuery(flags), limit: PAGE_SIZE };
    const pages = readPages<PortalSummary>((after) =>
      port.call('list', after === undefined ? query : { ...query, after }),
    );
    return whileUninterrupted((signal) =>
      Promise.race([writeAll(pages, { format: flags.format, write, signal, context }), whenAborted(signal)]),
    );
  });
}

interface Writing {
  readonly format: ExportFlags['format'];
  readonly write: (text: string) => void;
  readonly signal: AbortSignal;
  readonly context: CommandContext;
}

async function writeAll(
  pages: AsyncIterable<Page<PortalSummary>>,
  { format, write, signal, context }: Writing,
): Promise<number> {
  const { header, line } = PORTAL_FORMATS[format];
  let count = 0;
  for await (const { entries } of pages) {
    if (signal.aborted) break;
    const text = `${count === 0 ? header : ''}${entries.map(line).join('')}`;
    if (text !== '') write(text);
    count += entries.length;
    await context.drained?.();
  }
  return count;
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new CliExit(130)), { once: true });
  });
}

function jsonWithoutFile(): CliError {
  return new CliError({
    code: 'USAGE',
    message:
      '--json says what was written where, and without --out the portals themselves go to standard output.',
    hint: 'Add --out <file>, or leave --json out: --format jsonl is JSON already.',
  });
}
