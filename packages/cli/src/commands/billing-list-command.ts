import type { Command } from 'commander';
import { readWished } from '../billing/read-pages.js';
import { requireKnownName } from '../billing/require-known-name.js';
import { nextPageLine } from '../billing/views/next-page-line.js';
import { portalTable } from '../billing/views/portal-table.js';
import { adminCommand, tell, viewOf, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { addPortalQuery, portalQuery, type PortalQueryFlags } from './portal-query.js';
import { readCount } from './read-count.js';

interface ListFlags extends AdminFlags, PortalQueryFlags {
  readonly limit: number;
  readonly after?: string;
  readonly all?: true;
}

/** `hs-x billing list`: the portals, filtered and sorted. */
export function billingListCommand(context: CommandContext): Command {
  const command = adminCommand({
    name: 'list',
    summary: 'list portals with plan, status and access',
    description:
      'Lists portals with their plan, status and access. All filters must hold. A page at a time; --all reads every page.',
    json: '{ portals: PortalSummary[], next: string | null }',
    examples: [
      'list',
      'list --status past_due --sort renews',
      'list --plan team --access no --search example.com',
      'list --all --json | jq -r ".portals[].portalId"',
    ],
  });
  return addPortalQuery(command)
    .option('--limit <number>', 'portals on a page, 1 to 500', readCount(500), 100)
    .option('--after <place>', 'the page that begins there, as the page before says')
    .option('--all', 'every page')
    .action((flags: ListFlags) => list(context, flags));
}

async function list(context: CommandContext, flags: ListFlags): Promise<void> {
  const query = { ...portalQuery(flags), limit: flags.limit };
  const page = await withAdmin(context, flags, async ({ port, config }) => {
    await requireKnownName(config, 'plan', flags.plan);
    return readWished((after) => port.call('list', after === undefined ? query : { ...query, after }), {
      from: flags.after,
      isAll: flags.all === true,
    });
  });
  tell(context, flags, {
    document: { portals: page.entries, next: page.next },
    lines: () =>
      page.entries.length === 0
        ? ['No portals.']
        : [...portalTable(page.entries, viewOf(context, flags)), ...nextPageLine(page.next)],
  });
}
