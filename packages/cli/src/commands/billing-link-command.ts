import { Option, type Command } from 'commander';
import { requireKnownName } from '../billing/require-known-name.js';
import { suggestingPortals } from '../billing/suggest-portal.js';
import { formatInstant } from '../terminal/format-instant.js';
import { paint } from '../terminal/paint.js';
import { CliError } from '../cli-error.js';
import { adminCommand, tell, viewOf, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { readPortalId } from './read-portal-id.js';

interface LinkFlags extends AdminFlags {
  readonly to: 'billing' | 'checkout';
  readonly plan?: string;
}

/** `hs-x billing link`: a link to send to a customer. */
export function billingLinkCommand(context: CommandContext): Command {
  return adminCommand({
    name: 'link',
    summary: 'make a link to a portal’s billing page or checkout',
    description:
      'Makes a link that works for 30 days and for whoever has it: send it to the portal’s own people only. Nothing happens at the provider until somebody opens it and goes on.',
    json: '{ url: string, expiresAt: number }',
    examples: [
      'link 51200417',
      'link 51200417 --to checkout --plan scale',
      'link 51200417 --json | jq -r .url',
    ],
  })
    .argument('<portal>', 'the portal’s HubSpot id', readPortalId)
    .addOption(
      new Option('--to <page>', 'where it leads').choices(['billing', 'checkout']).default('billing'),
    )
    .option('--plan <plan>', 'the plan to check out (default: the one hs-x.toml sells)')
    .action((portalId: string, flags: LinkFlags) => link(context, portalId, flags));
}

async function link(context: CommandContext, portalId: string, flags: LinkFlags): Promise<void> {
  const { to, plan } = flags;
  if (to === 'billing' && plan !== undefined) throw planWithoutCheckout();
  const answer = await withAdmin(context, flags, async ({ port, config }) => {
    await requireKnownName(config, 'plan', plan);
    return suggestingPortals(port, portalId, () =>
      port.call(
        'link',
        to === 'billing' ? { portalId, to } : { portalId, to, ...(plan === undefined ? {} : { plan }) },
      ),
    );
  });
  const { now } = viewOf(context, flags);
  tell(context, flags, {
    document: answer,
    lines: () => [answer.url, paint('soft', `Works until ${formatInstant(answer.expiresAt, now)}.`)],
  });
}

function planWithoutCheckout(): CliError {
  return new CliError({
    code: 'USAGE',
    message: '--plan was given, but the link leads to the billing page, where the customer chooses.',
    hint: 'Add --to checkout, or leave --plan out.',
  });
}
