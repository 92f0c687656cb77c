import { Command } from 'commander';
import { CliExit } from '../cli-exit.js';
import { isFailing } from '../doctor/is-failing.js';
import { tell, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';

interface DoctorFlags extends Omit<AdminFlags, 'app'> {
  readonly offline?: true;
  readonly strict?: true;
}

/** `hs-x doctor`: what is wrong, or will be, and what to do about it. */
export function doctorCommand(context: CommandContext): Command {
  return new Command('doctor')
    .summary('look for what is wrong, or will be, and say what to do')
    .description(
      'Checks environment and secrets, hs-x.toml, the database, Stripe’s webhook endpoint, customer portal, products and prices, HubSpot’s redirect URL, clocks, what the app says of its own work, and mail. It only reads. Another mode of the Stripe account is looked at as well when its key is at hand as STRIPE_SECRET_TEST or STRIPE_SECRET_LIVE.',
    )
    .argument('[folder]', 'the folder with hs-x.toml', '.')
    .option(
      '--database <file>',
      'the app’s SQLite file, or postgres://… (default: DATABASE_URL, or data/hs-x.sqlite in the folder)',
    )
    .option('--url <origin>', 'ask the deployed app there instead, over signed HTTP (needs HSX_ADMIN_SECRET)')
    .option('--offline', 'ask nobody outside this machine')
    .option('--strict', 'fail on warnings, too')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x doctor\n  hs-x doctor --url https://app.example.com\n  hs-x doctor --offline --strict --json\n\nWith --json: { findings: { group, check, level: "ok" | "warning" | "problem" | "skipped", message, next: string | null }[] }\n\nExit codes: 0 no problem, 1 problems (with --strict also warnings), 2 wrong command line.',
    )
    .action((folder: string, flags: DoctorFlags) => runDoctor(context, folder, flags));
}

async function runDoctor(context: CommandContext, folder: string, flags: DoctorFlags): Promise<void> {
  const { collectFacts } = await import('../doctor/facts/collect-facts.js'); // brings store and provider
  const { diagnose } = await import('../doctor/diagnose.js');
  const { findingLines } = await import('../doctor/findings-view.js');
  const { environment, vendors, now = Date.now, columns } = context;
  const { database, url } = flags;
  const place = { folder, database, url, environment, vendors, now };
  const findings = diagnose(await collectFacts({ ...place, mayAskOutside: flags.offline !== true }));
  tell(
    context,
    { app: folder, ...(flags.json ? { json: flags.json } : {}) },
    {
      document: { findings },
      lines: () => findingLines(findings, columns),
    },
  );
  if (findings.some(({ level }) => isFailing(level, flags))) throw new CliExit(1);
}
