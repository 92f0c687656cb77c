import type { ErasureReceipt } from '@hs-x/sdk/admin';
import type { Command } from 'commander';
import { openOutput } from '../billing/export/open-output.js';
import { receiptLines } from '../billing/views/receipt-lines.js';
import { actedBy, addActing, type ActingFlags } from './acting.js';
import { adminCommand, tell, viewOf, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { readPortalId } from './read-portal-id.js';
import { requireYes } from './require-yes.js';

interface EraseFlags extends AdminFlags, ActingFlags {
  readonly dryRun?: true;
  readonly receipt?: string;
  readonly yes?: true;
}

/** `hs-x billing erase`: forgets a portal's personal data. */
export function billingEraseCommand(context: CommandContext): Command {
  const command = adminCommand({
    name: 'erase',
    summary: 'erase a portal’s personal data, with a receipt',
    description:
      'Erases what is known of a portal’s people: addresses, tokens, the payment provider’s ids, stored webhooks, mails, history. Keyed hashes stay, so that a trial is not given twice. Refused while a subscription is live. Shows first what would go, asks, and writes a receipt. What was erased cannot be brought back.',
    json: 'ErasureReceipt',
    examples: [
      'erase 51200417 --dry-run --reason "request of 2026-11-20"',
      'erase 51200417 --reason "request of 2026-11-20" --receipt erasure-51200417.json',
    ],
  });
  return addActing(
    command
      .argument('<portal>', 'the portal’s HubSpot id', readPortalId)
      .option('--dry-run', 'only say what would go')
      .option('--receipt <file>', 'a new file for the receipt (default: erasure-<portal>.json)')
      .option('--yes', 'do it without asking'),
  ).action((portalId: string, flags: EraseFlags) => erase(context, portalId, flags));
}

async function erase(context: CommandContext, portalId: string, flags: EraseFlags): Promise<void> {
  const request = { portalId, ...actedBy(context, flags) };
  const file = flags.receipt ?? `erasure-${portalId}.json`;
  const view = viewOf(context, flags);
  const receipt = await withAdmin(context, flags, async ({ port }) => {
    if (flags.dryRun) return port.call('erase', { ...request, dryRun: true });
    const planned = await port.call('erase', { ...request, dryRun: true });
    if (!flags.yes) {
      for (const line of receiptLines(planned, view)) context.printError(line);
      await requireYes(context, { question: `Erase this of portal ${portalId}, for good?`, isYes: false });
    }
    return withReceipt(file, () => port.call('erase', request));
  });
  tell(context, flags, {
    document: receipt,
    lines: () => [
      ...receiptLines(receipt, view),
      '',
      flags.dryRun ? 'Nothing was changed.' : `Receipt ${receipt.receiptId} in ${file}.`,
    ],
  });
}

/** The file is opened first: an erasure whose receipt cannot be written must not happen. */
async function withReceipt(file: string, work: () => Promise<ErasureReceipt>): Promise<ErasureReceipt> {
  const output = openOutput(file);
  try {
    const receipt = await work();
    output.write(`${JSON.stringify(receipt, undefined, 2)}\n`);
    output.finish();
    return receipt;
  } catch (error) {
    output.abandon();
    throw error;
  }
}
