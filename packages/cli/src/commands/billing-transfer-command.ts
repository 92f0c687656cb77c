import type { AdminPort } from '@hs-x/sdk/admin';
import type { Command } from 'commander';
import { suggestingPortals } from '../billing/suggest-portal.js';
import { changeLines } from '../billing/views/change-lines.js';
import { paint } from '../terminal/paint.js';
import { actedBy, addActing, type ActingFlags } from './acting.js';
import { adminCommand, tell, viewOf, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { readPortalId } from './read-portal-id.js';
import { requireYes } from './require-yes.js';

interface TransferFlags extends AdminFlags, ActingFlags {
  readonly yes?: true;
}

/** `hs-x billing transfer`: a subscription goes with its customer to another portal. */
export function billingTransferCommand(context: CommandContext): Command {
  const command = adminCommand({
    name: 'transfer',
    summary: 'move a subscription when a customer changes portals',
    description:
      'Moves customer and subscription from one portal to another, in one step. The customer is charged nothing; the portal that is left loses the plan. Asks first.',
    json: '{ from: Change, to: Change }',
    examples: ['transfer 51200417 51200642 --reason "customer merged its portals"'],
  });
  return addActing(
    command
      .argument('<from>', 'the portal that has the subscription', readPortalId)
      .argument('<to>', 'the portal that gets it', readPortalId)
      .option('--yes', 'do it without asking'),
  ).action((fromPortalId: string, toPortalId: string, flags: TransferFlags) =>
    transfer(context, { fromPortalId, toPortalId, flags }),
  );
}

interface TransferWish {
  readonly fromPortalId: string;
  readonly toPortalId: string;
  readonly flags: TransferFlags;
}

async function transfer(context: CommandContext, wish: TransferWish): Promise<void> {
  const { fromPortalId, toPortalId, flags } = wish;
  const answer = await withAdmin(context, flags, async ({ port }) => {
    if (!flags.yes) await requireYes(context, { question: await questionOf(port, wish), isYes: false });
    return port.call('transfer', { fromPortalId, toPortalId, ...actedBy(context, flags) });
  });
  const view = viewOf(context, flags);
  tell(context, flags, {
    document: answer,
    lines: () => [
      paint('strong', `Portal ${fromPortalId}`),
      ...changeLines(answer.from, view),
      '',
      paint('strong', `Portal ${toPortalId}`),
      ...changeLines(answer.to, view),
    ],
  });
}

/** Names both portals by their people, so that a slip in an id is seen. */
async function questionOf(port: AdminPort, wish: TransferWish): Promise<string> {
  const describe = async (portalId: string): Promise<string> => {
    const { summary } = await suggestingPortals(port, portalId, () => port.call('show', { portalId }));
    const facts = [summary.adminEmail, summary.plan ?? 'no plan', summary.status ?? 'no row'];
    return `${portalId} (${facts.filter((fact) => fact !== '').join(', ')})`;
  };
  const [from, to] = [await describe(wish.fromPortalId), await describe(wish.toPortalId)];
  return `Move the subscription of portal ${from} to portal ${to}?`;
}
