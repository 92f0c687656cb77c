import type { Command } from 'commander';
import { suggestingPortals } from '../billing/suggest-portal.js';
import { changeLines } from '../billing/views/change-lines.js';
import { adminCommand, tell, viewOf, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { readPortalId } from './read-portal-id.js';

/** `hs-x billing sync`: one portal's subscription, read from the provider now. */
export function billingSyncCommand(context: CommandContext): Command {
  return adminCommand({
    name: 'sync',
    summary: 'read a portal’s subscription from the provider now',
    description:
      'Reads what the payment provider has of a portal’s customer and makes the entitlement row agree. Nothing is written at the provider.',
    json: '{ portalId, before: Entitlement | null, after: Entitlement | null }',
    examples: [
      'sync 51200417',
      'sync 51200417 --app apps/insights --database /var/lib/insights.sqlite',
      'sync 51200417 --json',
    ],
  })
    .argument('<portal>', 'the portal’s HubSpot id', readPortalId)
    .action(async (portalId: string, flags: AdminFlags) => {
      const change = await withAdmin(context, flags, ({ port }) =>
        suggestingPortals(port, portalId, () => port.call('sync', { portalId })),
      );
      tell(context, flags, { document: change, lines: () => changeLines(change, viewOf(context, flags)) });
    });
}
