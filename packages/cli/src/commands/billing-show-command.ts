import type { Command } from 'commander';
import { detailsLines } from '../billing/views/details-lines.js';
import { suggestingPortals } from '../billing/suggest-portal.js';
import { adminCommand, tell, viewOf, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { readPortalId } from './read-portal-id.js';

/** `hs-x billing show`: everything known of one portal's billing. */
export function billingShowCommand(context: CommandContext): Command {
  return adminCommand({
    name: 'show',
    summary: 'show everything known of a portal’s billing',
    description:
      'Shows a portal’s row, subscription, grants, usage, unfinished writes, open alerts and history.',
    json: 'PortalDetails',
    examples: ['show 51200417', 'show 51200417 --url https://app.example.com', 'show 51200417 --json'],
  })
    .argument('<portal>', 'the portal’s HubSpot id', readPortalId)
    .action(async (portalId: string, flags: AdminFlags) => {
      const details = await withAdmin(context, flags, ({ port }) =>
        suggestingPortals(port, portalId, () => port.call('show', { portalId })),
      );
      tell(context, flags, { document: details, lines: () => detailsLines(details, viewOf(context, flags)) });
    });
}
