import type { Command } from 'commander';
import { requireKnownName } from '../billing/require-known-name.js';
import { explanationLines } from '../billing/views/explanation-lines.js';
import { CliExit } from '../cli-exit.js';
import { adminCommand, tell, viewOf, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { readPortalId } from './read-portal-id.js';

/** `hs-x billing explain`: why a portal has, or has not, access or a feature. */
export function billingExplainCommand(context: CommandContext): Command {
  return adminCommand({
    name: 'explain',
    summary: 'say why a portal has, or has not, access or a feature',
    description:
      'Says which row, plan, subscription or grant decides, which event set it and when, and what would change the answer. Asks nobody but the app’s store. Exits with 0 when the portal is allowed and with 3 when it is denied.',
    json: 'Explanation',
    examples: [
      'explain 51200417',
      'explain 51200417 sync.bidirectional',
      'explain 51200417 card.edit --json | jq .changes',
    ],
  })
    .argument('<portal>', 'the portal’s HubSpot id', readPortalId)
    .argument('[feature]', 'a feature of hs-x.toml (default: access at all)')
    .action(async (portalId: string, feature: string | undefined, flags: AdminFlags) => {
      const explanation = await withAdmin(context, flags, async ({ port, config }) => {
        await requireKnownName(config, 'feature', feature);
        return port.call('explain', { portalId, ...(feature === undefined ? {} : { feature }) });
      });
      tell(context, flags, {
        document: explanation,
        lines: () => explanationLines(explanation, viewOf(context, flags)),
      });
      if (!explanation.isAllowed) throw new CliExit(3);
    });
}
