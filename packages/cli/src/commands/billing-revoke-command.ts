import type { GrantEntry } from '@hs-x/sdk/admin';
import type { Command } from 'commander';
import { suggestingPortals } from '../billing/suggest-portal.js';
import { changeLines } from '../billing/views/change-lines.js';
import { grantTable } from '../billing/views/grant-table.js';
import { actedBy, addActing, type ActingFlags } from './acting.js';
import { adminCommand, tell, viewOf, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { readPortalId } from './read-portal-id.js';
import { requireYes } from './require-yes.js';

interface RevokeFlags extends AdminFlags, ActingFlags {
  readonly yes?: true;
}

/** `hs-x billing revoke`: takes a grant back. */
export function billingRevokeCommand(context: CommandContext): Command {
  const command = adminCommand({
    name: 'revoke',
    summary: 'take a grant back',
    description:
      'Takes a grant back; a subscription is not touched. Without a grant’s id the portal’s only live one is meant. What the portal has left counts from then on.',
    json: '{ portalId, before, after, grant: GrantEntry }',
    examples: [
      'revoke 51200417 --reason "invoice unpaid"',
      'revoke 51200417 invoice-2026-114 --reason "replaced by a subscription" --yes',
    ],
  });
  return addActing(
    command
      .argument('<portal>', 'the portal’s HubSpot id', readPortalId)
      .argument('[grant]', 'the grant’s id, as `show` lists it')
      .option('--yes', 'do it without asking'),
  ).action((portalId: string, grantId: string | undefined, flags: RevokeFlags) =>
    revoke(context, { portalId, grantId, flags }),
  );
}

interface RevokeWish {
  readonly portalId: string;
  readonly grantId: string | undefined;
  readonly flags: RevokeFlags;
}

async function revoke(context: CommandContext, { portalId, grantId, flags }: RevokeWish): Promise<void> {
  const named = grantId === undefined ? {} : { grantId };
  const answer = await withAdmin(context, flags, ({ port }) =>
    suggestingPortals(port, portalId, async () => {
      if (!flags.yes) {
        const { grants } = await port.call('show', { portalId });
        const meant = meantGrant(grants, grantId);
        if (meant !== undefined)
          await requireYes(context, { question: questionOf(portalId, meant), isYes: false });
      }
      return port.call('revoke', { portalId, ...named, ...actedBy(context, flags) });
    }),
  );
  const view = viewOf(context, flags);
  tell(context, flags, {
    document: answer,
    lines: () => [...grantTable([answer.grant], view), '', ...changeLines(answer, view)],
  });
}

/** Undefined: none or several. The app refuses then, with the reason. */
function meantGrant(grants: readonly GrantEntry[], grantId: string | undefined): GrantEntry | undefined {
  const live = grants.filter(({ state }) => state === 'live');
  if (grantId !== undefined) return live.find((grant) => grant.grantId === grantId);
  return live.length === 1 ? live[0] : undefined;
}

function questionOf(portalId: string, { grantId, plan, source }: GrantEntry): string {
  return `Take the ${source} grant ${grantId} of ${plan} back from portal ${portalId}?`;
}
