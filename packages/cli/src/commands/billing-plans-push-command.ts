import { Command } from 'commander';
import { tell, viewOf } from './admin-command.js';
import type { CommandContext } from './command-context.js';

interface PushFlags {
  readonly app: string;
  readonly yes?: true;
  readonly live?: true;
  readonly saveSecret: boolean;
  readonly json?: true;
}

/** `hs-x billing plans push`: makes at Stripe what the plans of hs-x.toml need. */
export function billingPlansPushCommand(context: CommandContext): Command {
  return new Command('push')
    .summary('make at Stripe what the plans need: products, prices, portal, webhook endpoint')
    .description(
      'Compares hs-x.toml with the Stripe account of STRIPE_SECRET: products and prices with their lookup keys, what the customer portal offers, the webhook endpoint at APP_URL, and for an app that meters the event destination of meter errors. Shows a list of what would be made (+), changed (~) and kept (=); nothing is written without --yes, and then exactly that list is. Nothing is ever deleted, and no price is edited: another amount becomes a new price, and the lookup key moves to it.',
    )
    .option('--app <folder>', 'the folder with hs-x.toml', '.')
    .option('--yes', 'make the changes shown')
    .option('--live', 'allow changes with a live key')
    .option(
      '--no-save-secret',
      'do not keep the signing secrets of a new endpoint or event destination in .env',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x billing plans push\n  hs-x billing plans push --yes\n  hs-x billing plans push --live --yes --no-save-secret\n\nWith --json: { mode: "test" | "live", isPushed: boolean, steps: CatalogueStep[], kept: KeptThing[], obstacles: CatalogueObstacle[], lines: { plan, table, line }[], savedSecret: { name, file, isBesideFormer } | null, savedMeterSecret: the same of the event destination }',
    )
    .action((flags: PushFlags) => push(context, flags));
}

async function push(context: CommandContext, flags: PushFlags): Promise<void> {
  const { pushPlans } = await import('../billing/push-plans.js'); // brings Stripe
  const { catalogueLines } = await import('../billing/views/catalogue-lines.js');
  const { environment, vendors, now = Date.now } = context;
  const outcome = await pushPlans({
    folder: flags.app,
    environment,
    vendors,
    until: flags.yes ? 'pushed' : 'diff',
    mayBeLive: flags.live === true,
    savesSecret: flags.saveSecret,
    now: now(),
  });
  tell(context, flags, { document: outcome, lines: () => catalogueLines(outcome, viewOf(context, flags)) });
}
