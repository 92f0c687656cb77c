import { resolve } from 'node:path';
import { Command } from 'commander';
import type { OpenedAdmin } from '../billing/open-admin-port.js';
import type { View } from '../billing/views/view.js';
import { readRunClock } from '../dev/run-clock.js';
import type { CommandContext } from './command-context.js';

/** Where the app is and how the answer is to look: what every command over the admin port takes. */
export interface AdminFlags {
  readonly app: string;
  readonly database?: string;
  readonly url?: string;
  readonly json?: true;
}

/** The words of one command. */
export interface AdminCommandWords {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** What `--json` prints, as a type; the names are those of `@hs-x/sdk/admin`. */
  readonly json: string;
  /** Without the leading `hs-x billing`. */
  readonly examples: readonly string[];
}

/** A command over the admin port, with the options all of them have. */
export function adminCommand({ name, summary, description, json, examples }: AdminCommandWords): Command {
  const shown = examples.map((example) => `  hs-x billing ${example}`).join('\n');
  return new Command(name)
    .summary(summary)
    .description(description)
    .option('--app <folder>', 'the folder with hs-x.toml', '.')
    .option(
      '--database <file>',
      'the app’s SQLite file, or postgres://… (default: DATABASE_URL, or data/hs-x.sqlite in the folder)',
    )
    .option('--url <origin>', 'ask the deployed app there instead, over signed HTTP (needs HSX_ADMIN_SECRET)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExamples:\n${shown}\n\nWith --json: ${json}`);
}

/** Opens the app's admin port, does the work and closes it. Throws what `withAdminPort` throws. */
export async function withAdmin<T>(
  context: CommandContext,
  flags: AdminFlags,
  work: (admin: OpenedAdmin) => Promise<T>,
): Promise<T> {
  const { withAdminPort } = await import('../billing/open-admin-port.js'); // heavy: `--help` must not wait for it
  const { app, database, url } = flags;
  const { environment, vendors } = context;
  return withAdminPort({ folder: app, database, url, environment, vendors }, work);
}

/**
 * What views are drawn for; beside a run of `hs-x dev` dates are told by its clock. What is kept by the machine's clock, such as uses of secrets, is
 * told without naming a place.
 */
export function viewOf(
  { columns, now = Date.now }: CommandContext,
  { app, database, url }: AdminFlags,
): View {
  const wallNow = now();
  const place = { stateFolder: resolve(app, '.hs-x'), database, url };
  return { maxWidth: columns, now: readRunClock(place, wallNow) ?? wallNow };
}

/** Writes a command's answer: as one JSON document, or as lines for a person. */
export function tell(
  context: CommandContext,
  { json }: AdminFlags,
  answer: { readonly document: unknown; readonly lines: () => readonly string[] },
): void {
  for (const line of json ? [JSON.stringify(answer.document)] : answer.lines()) context.print(line);
}
