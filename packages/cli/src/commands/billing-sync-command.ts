import type { Entitlement } from '@hs-x/sdk';
import { Command, InvalidArgumentError } from 'commander';
import { syncPortal } from '../billing/sync-portal.js';
import { formatTable } from '../terminal/format-table.js';
import type { CommandContext } from './command-context.js';

interface SyncFlags {
  readonly app: string;
  readonly database?: string;
  readonly json?: true;
}

/** `hs-x billing sync`: one portal's subscription, read from the provider now. */
export function billingSyncCommand(context: CommandContext): Command {
  return new Command('sync')
    .summary('read a portal’s subscription from the provider now')
    .description(
      'Reads what the payment provider has of a portal’s customer and makes the entitlement row agree. Uses the app’s own environment names; nothing is written at the provider.',
    )
    .argument('<portal>', 'the portal’s HubSpot id', readPortalId)
    .option('--app <folder>', 'the folder with hs-x.toml', '.')
    .option(
      '--database <file>',
      'the app’s SQLite file (default: HSX_DATABASE, or hs-x.sqlite in the folder)',
    )
    .option('--json', 'print one JSON object instead of a table')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x billing sync 51200417\n  hs-x billing sync 51200417 --app apps/insights --database /var/lib/insights.sqlite\n  hs-x billing sync 51200417 --json',
    )
    .action(async (portalId: string, flags: SyncFlags) => {
      const { before, after } = await syncPortal({ portalId, folder: flags.app, database: flags.database });
      const lines = flags.json ? [JSON.stringify({ portalId, before, after })] : rowTable(before, after);
      for (const line of lines) context.print(line);
    });
}

function rowTable(before: Entitlement | null, after: Entitlement | null): readonly string[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (names.length === 0) return ['The portal has no entitlement row: the app was never installed there.'];
  return formatTable(
    ['field', 'before', 'after'],
    names.map((name) => [name, fieldOf(before, name), fieldOf(after, name)]),
  );
}

/** Instants are shown as dates; `—` means the field is absent. */
function fieldOf(row: Entitlement | null, name: string): string {
  const value = Object.entries(row ?? {}).find(([known]) => known === name)?.[1] as
    string | number | undefined;
  if (value === undefined) return '—';
  return typeof value === 'number' ? new Date(value).toISOString() : value;
}

function readPortalId(text: string): string {
  if (/^[1-9][0-9]{0,18}$/.test(text)) return text;
  throw new InvalidArgumentError('A portal id is a whole number, such as 51200417.');
}
