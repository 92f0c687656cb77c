import { Command } from 'commander';
import { CliExit } from '../cli-exit.js';
import { isFailing } from '../doctor/is-failing.js';
import { tell } from './admin-command.js';
import type { CommandContext } from './command-context.js';

interface CheckFlags {
  readonly app: string;
  readonly strict?: true;
  readonly json?: true;
}

/** `hs-x billing plans check`: whether what hs-x.toml sells can be sold. The same findings are in `hs-x doctor`, among others. */
export function billingPlansCheckCommand(context: CommandContext): Command {
  return new Command('check')
    .summary('check prices, webhook endpoint and customer portal at Stripe')
    .description(
      'Looks at Stripe whether every plan has a price in the mode of the key that exists, is active and recurring and costs what hs-x.toml declares, whether the webhook endpoint leads to the app and is sent every event it needs, and how the customer portal bills a change of plan and what it offers. It only reads.',
    )
    .option('--app <folder>', 'the folder with hs-x.toml', '.')
    .option('--strict', 'fail on warnings, too')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x billing plans check\n  hs-x billing plans check --strict --json\n\nExit codes: 0 all can be sold, whatever is warned of, 1 problems (with --strict also warnings), 2 Stripe could not be asked.',
    )
    .action((flags: CheckFlags) => runCheck(context, flags));
}

async function runCheck(context: CommandContext, flags: CheckFlags): Promise<void> {
  const { collectFacts } = await import('../doctor/facts/collect-facts.js'); // brings store and provider
  const { checkStripe } = await import('../doctor/checks/check-stripe.js');
  const { findingLines } = await import('../doctor/findings-view.js');
  const { environment, vendors, now = Date.now, columns } = context;
  const place = { folder: flags.app, database: undefined, url: undefined, environment, vendors, now };
  const facts = await collectFacts({ ...place, mayAskOutside: true });
  const findings = checkStripe({ ...facts, stripe: facts.stripe.filter(({ isOwn }) => isOwn) });
  tell(context, flags, { document: { findings }, lines: () => findingLines(findings, columns) });
  if (findings.some(({ level }) => isFailing(level, flags))) throw new CliExit(1);
  if (findings.length === 0 || findings.some(({ level }) => level === 'skipped')) throw new CliExit(2);
}
