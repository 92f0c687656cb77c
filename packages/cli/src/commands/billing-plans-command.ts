import { Command } from 'commander';
import type { PushedConfiguration } from '../billing/push-portal-configuration.js';
import type { PushedEndpoint } from '../billing/push-webhook-endpoint.js';
import { CliError } from '../cli-error.js';
import { formatTable } from '../terminal/format-table.js';
import { billingPlansCheckCommand } from './billing-plans-check-command.js';
import { billingPlansDiffCommand } from './billing-plans-diff-command.js';
import type { CommandContext } from './command-context.js';

/** `hs-x billing plans …`: what the provider must know of the plans. */
export function billingPlansCommand(context: CommandContext): Command {
  return new Command('plans')
    .summary('compare the plans with portals, and set them up at the payment provider')
    .description(
      'Says what changed plans would do to the portals, and checks and sets up at the payment provider what the plans of hs-x.toml need.',
    )
    .addCommand(billingPlansDiffCommand(context))
    .addCommand(billingPlansCheckCommand(context))
    .addCommand(pushCommand(context))
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x billing plans diff\n  hs-x billing plans check\n  hs-x billing plans push\n  hs-x billing plans push --yes',
    );
}

interface PushFlags {
  readonly app: string;
  readonly yes?: true;
  readonly live?: true;
  readonly saveSecret: boolean;
  readonly json?: true;
}

function pushCommand(context: CommandContext): Command {
  return new Command('push')
    .summary('set up Stripe’s customer portal and webhook endpoint')
    .description(
      'Shows how Stripe’s customer portal and webhook endpoint differ from what HS-X needs: an upgrade is paid for at once, a change of plan does not end a trial, and every event that matters reaches the app. Nothing is changed without --yes; then exactly what is shown is. The signing secret of a new endpoint is written to .env and never printed.',
    )
    .option('--app <folder>', 'the folder with hs-x.toml', '.')
    .option('--yes', 'make the changes shown')
    .option('--live', 'allow changes with a live key')
    .option(
      '--no-save-secret',
      'leave .env alone when an endpoint is made; take its secret from the Dashboard',
    )
    .option('--json', 'print one JSON object instead of tables')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x billing plans push\n  hs-x billing plans push --app apps/insights --yes\n  hs-x billing plans push --yes --live',
    )
    .action((flags: PushFlags) => runPush(context, flags));
}

async function runPush(context: CommandContext, flags: PushFlags): Promise<void> {
  const { pushPortalConfiguration } = await import('../billing/push-portal-configuration.js'); // brings Stripe
  const { pushWebhookEndpoint } = await import('../billing/push-webhook-endpoint.js');
  const { vendors } = context;
  const wish = { folder: flags.app, savesSecret: flags.saveSecret, ...(vendors ? { vendors } : {}) };
  const planned = await pushPortalConfiguration({ ...wish, until: 'plan' });
  if (flags.yes && planned.mode === 'live' && !flags.live) throw liveKey();
  const until = flags.yes ? 'pushed' : 'plan';
  const endpoint = await pushWebhookEndpoint({ ...wish, until });
  const portal = flags.yes ? await pushPortalConfiguration({ ...wish, until }) : planned;
  const lines = flags.json
    ? [JSON.stringify({ ...portal, endpoint })]
    : [...pushLines(portal), ...endpointLines(endpoint)];
  for (const line of lines) context.print(line);
}

function liveKey(): CliError {
  return new CliError({
    code: 'LIVE_KEY',
    message: 'The key of this app is a live one; nothing was changed.',
    hint: 'Look at what would change without --yes, then run it again with --yes --live.',
  });
}

/** What differs at the endpoint, and what became of it. */
export function endpointLines(endpoint: PushedEndpoint | null): readonly string[] {
  if (endpoint === null)
    return ['', 'No webhook endpoint: APP_URL is not an https address Stripe could reach.'];
  const { changes, mode, url, isPushed, isSecretSaved } = endpoint;
  if (changes.length === 0) return ['', `The ${mode} webhook endpoint ${url} is as HS-X needs it.`];
  const rows = changes.map(({ setting, from, to, consequence }) => [setting, from, to, consequence]);
  const outcome = isPushed
    ? `Changed the ${mode} webhook endpoint.${isSecretSaved ? ' Its signing secret is in .env, in front of former ones; deploy it before you retire those.' : ''}`
    : `Nothing was changed at the ${mode} webhook endpoint. Run it again with --yes to make these changes.`;
  return ['', ...formatTable(headings(isPushed), rows), '', outcome];
}

/** The differences as a table, and what became of them. */
export function pushLines({ changes, mode, isPushed }: PushedConfiguration): readonly string[] {
  if (changes.length === 0)
    return [`The ${mode} customer portal is set as HS-X needs it; nothing to change.`];
  const rows = changes.map(({ setting, from, to, consequence }) => [setting, from, to, consequence]);
  const outcome = isPushed
    ? `Changed in the ${mode} customer portal.`
    : `Nothing was changed in the ${mode} customer portal. Run it again with --yes to make these changes.`;
  return [...formatTable(headings(isPushed), rows), '', outcome];
}

function headings(isPushed: boolean): readonly string[] {
  return isPushed ? ['setting', 'was', 'is', 'what it did'] : ['setting', 'is', 'will be', 'what it does'];
}
