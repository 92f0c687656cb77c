import type { Command } from 'commander';
import { CliError } from '../cli-error.js';
import { planDiffLines } from '../billing/views/plan-diff-lines.js';
import { adminCommand, tell, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';

interface DiffFlags extends AdminFlags {
  readonly from?: string;
  readonly to?: string;
}

/** `hs-x billing plans diff`: what the changed plans would do to the portals, before anybody deploys them. */
export function billingPlansDiffCommand(context: CommandContext): Command {
  return adminCommand({
    name: 'diff',
    summary: 'say which portals would gain or lose what under the changed hs-x.toml',
    description:
      'Compares two hs-x.toml, by default the one of the last commit with the one in the folder, and names every portal for which something changes: access, features, limits, and limits it already exceeds. Nothing is written. Exits with 1 when a portal loses something, so that CI can stop a deploy.',
    json: '{ from: string, to: string, portals: (PortalDifference & { isWorse: boolean })[] }',
    examples: [
      'plans diff',
      'plans diff --from deployed.toml --to next.toml',
      'plans diff --url https://app.example.com',
    ],
  })
    .option('--from <file>', 'the deployed hs-x.toml (default: the last commit’s; with --url the app’s own)')
    .option('--to <file>', 'the changed hs-x.toml (default: the folder’s)')
    .action((flags: DiffFlags) => showDiff(context, flags));
}

async function showDiff(context: CommandContext, flags: DiffFlags): Promise<void> {
  const { diffPlans } = await import('../billing/diff-plans.js'); // brings the store
  const { app, database, url, from, to } = flags;
  const { environment, vendors } = context;
  const diff = await diffPlans({ folder: app, database, url, environment, vendors, from, to });
  tell(context, flags, { document: diff, lines: () => planDiffLines(diff) });
  const worse = diff.portals.filter(({ isWorse }) => isWorse).length;
  if (worse > 0) throw someoneLoses(worse);
}

function someoneLoses(portals: number): CliError {
  return new CliError({
    code: 'PORTALS_LOSE',
    message: `${portals === 1 ? '1 portal loses' : `${portals} portals lose`} something under the changed plans.`,
    hint: 'Keep what they have under a plan of its own, such as team_legacy with the old price, or deploy knowingly.',
  });
}
