import type { AlertQuery } from '@hs-x/sdk/admin';
import type { Command } from 'commander';
import { adminActor } from '../billing/admin-actor.js';
import { readWished } from '../billing/read-pages.js';
import { alertLines } from '../billing/views/alert-lines.js';
import { nextPageLine } from '../billing/views/next-page-line.js';
import { adminCommand, tell, viewOf, withAdmin, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { readCount } from './read-count.js';
import { readPortalId } from './read-portal-id.js';

interface AlertsFlags extends AdminFlags {
  readonly resolved?: true;
  readonly portal?: string;
  readonly code?: string;
  readonly limit: number;
  readonly after?: string;
  readonly all?: true;
}

/** `hs-x billing alerts`: what needs a person. */
export function billingAlertsCommand(context: CommandContext): Command {
  return adminCommand({
    name: 'alerts',
    summary: 'list what needs a person, and mark it as dealt with',
    description: 'Lists open alerts, newest first. Some end by themselves when their cause is gone.',
    json: '{ alerts: AlertEntry[], next: string | null }',
    examples: ['alerts', 'alerts --portal 51200417 --resolved', 'alerts resolve unknown_price:price_123'],
  })
    .option('--resolved', 'the resolved ones, too')
    .option('--portal <portal>', 'only about that portal', readPortalId)
    .option('--code <code>', 'only of that kind')
    .option('--limit <number>', 'alerts on a page, 1 to 500', readCount(500), 100)
    .option('--after <place>', 'the page that begins there, as the page before says')
    .option('--all', 'every page')
    .addCommand(resolveCommand(context))
    .action((flags: AlertsFlags) => listAlerts(context, flags));
}

async function listAlerts(context: CommandContext, flags: AlertsFlags): Promise<void> {
  const query: AlertQuery = {
    state: flags.resolved ? 'all' : 'open',
    ...(flags.portal === undefined ? {} : { portalId: flags.portal }),
    ...(flags.code === undefined ? {} : { code: flags.code }),
    limit: flags.limit,
  };
  const page = await withAdmin(context, flags, ({ port }) =>
    readWished((after) => port.call('alerts', after === undefined ? query : { ...query, after }), {
      from: flags.after,
      isAll: flags.all === true,
    }),
  );
  tell(context, flags, {
    document: { alerts: page.entries, next: page.next },
    lines: () =>
      page.entries.length === 0
        ? [flags.resolved ? 'No alerts.' : 'No open alerts.']
        : [...alertLines(page.entries, viewOf(context, flags)), ...nextPageLine(page.next)],
  });
}

interface ResolveFlags extends AdminFlags {
  readonly actor?: string;
}

function resolveCommand(context: CommandContext): Command {
  return adminCommand({
    name: 'resolve',
    summary: 'mark alerts as dealt with',
    description: 'Marks alerts as dealt with. A cause that is still there raises its alert anew.',
    json: '{ resolved: number }',
    examples: ['alerts resolve unknown_price:price_123', 'alerts resolve mailBounced:51200417 --actor ops'],
  })
    .argument('<key...>', 'the alerts’ keys, as `alerts` lists them')
    .option('--actor <name>', 'who does it (default: HSX_ACTOR, or your name on this machine)')
    .action(async (keys: readonly string[], _own: ResolveFlags, command: Command) => {
      const flags = command.optsWithGlobals<ResolveFlags>();
      const actor = adminActor(flags.actor, context.environment);
      const answer = await withAdmin(context, flags, ({ port }) =>
        port.call('resolveAlerts', { keys, actor }),
      );
      tell(context, flags, { document: answer, lines: () => [resolvedLine(answer.resolved, keys.length)] });
    });
}

function resolvedLine(resolved: number, asked: number): string {
  const rest = asked - resolved;
  const done = `${resolved} ${resolved === 1 ? 'alert' : 'alerts'} resolved.`;
  return rest === 0 ? done : `${done} ${rest} ${rest === 1 ? 'was' : 'were'} not open.`;
}
