import type { AdminPort, GrantSource } from '@hs-x/sdk/admin';
import { Option, type Command } from 'commander';
import { requireKnownName } from '../billing/require-known-name.js';
import { changeLines } from '../billing/views/change-lines.js';
import { grantTable } from '../billing/views/grant-table.js';
import { actedBy, addActing, type ActingFlags } from './acting.js';
import { adminCommand, tell, viewOf, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { findGrant } from '../billing/find-grant.js';
import { readEnd, type End } from './read-end.js';
import { readPortalId } from './read-portal-id.js';
import { requireYes } from './require-yes.js';

interface GrantFlags extends AdminFlags, ActingFlags {
  readonly plan: string;
  readonly source: GrantSource;
  readonly until?: End;
  readonly id?: string;
  readonly yes?: true;
}

/** `hs-x billing grant`: access without a subscription. */
export function billingGrantCommand(context: CommandContext): Command {
  const command = adminCommand({
    name: 'grant',
    summary: 'give a portal a plan without a subscription',
    description:
      'Gives a portal a plan that is paid for elsewhere, or free of charge. The highest-ranked live source counts, be it a grant or a subscription. A second grant with the same --id replaces the first, which is asked about.',
    json: '{ portalId, before, after, grant: GrantEntry }',
    examples: [
      'grant 51200417 --plan scale --until 2027-06-30 --reason "invoice 2026-114"',
      'grant 51200417 --plan team --source reviewer --until 30d --reason "Marketplace review"',
    ],
  });
  return addActing(
    command
      .argument('<portal>', 'the portal’s HubSpot id', readPortalId)
      .requiredOption('--plan <plan>', 'a plan of hs-x.toml')
      .addOption(
        new Option('--source <source>', 'who stands behind it')
          .choices(['invoice', 'partner', 'reviewer'])
          .default('invoice'),
      )
      .option('--until <end>', 'a day such as 2027-06-30 or days such as 30d (default: no end)', readEnd)
      .option('--id <name>', 'names the grant, such as an invoice number (default: made up)')
      .option('--yes', 'replace a grant without asking'),
  ).action((portalId: string, flags: GrantFlags) => grant(context, portalId, flags));
}

async function grant(context: CommandContext, portalId: string, flags: GrantFlags): Promise<void> {
  const view = viewOf(context, flags);
  const answer = await withAdmin(context, flags, async ({ port, config }) => {
    await requireKnownName(config, 'plan', flags.plan);
    if (flags.id !== undefined)
      await requireReplacement(context, { port, portalId, flags, grantId: flags.id });
    return port.call('grant', {
      portalId,
      ...actedBy(context, flags),
      plan: flags.plan,
      source: flags.source,
      ...(flags.until === undefined ? {} : { until: flags.until.at(view.now) }),
      ...(flags.id === undefined ? {} : { grantId: flags.id }),
    });
  });
  tell(context, flags, {
    document: answer,
    lines: () => [...grantTable([answer.grant], view), '', ...changeLines(answer, view)],
  });
}

interface Replacement {
  readonly port: AdminPort;
  readonly portalId: string;
  readonly grantId: string;
  readonly flags: GrantFlags;
}

async function requireReplacement(context: CommandContext, wish: Replacement): Promise<void> {
  const { port, portalId, grantId, flags } = wish;
  if (flags.yes) return;
  const present = await findGrant(port, { portalId, grantId });
  if (present === undefined) return;
  await requireYes(context, {
    question: `Replace the ${present.state} grant ${grantId} of ${present.plan} that portal ${portalId} has?`,
    isYes: false,
  });
}
