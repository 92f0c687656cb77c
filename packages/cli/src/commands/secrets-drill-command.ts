import type { Command } from 'commander';
import { ownEnvironment } from '../app-folder/own-environment.js';
import { CliError } from '../cli-error.js';
import { CliExit } from '../cli-exit.js';
import { askApp, askedLines } from '../secrets/ask-app.js';
import type { DrillResult } from '../secrets/run-drill.js';
import { findSecret } from '../secrets/secret-places.js';
import { secretTable } from '../secrets/secret-view.js';
import { viewOf, type AdminFlags } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { readSecretName, secretCommand, secretHome } from './secret-command.js';

/** `hs-x secrets drill`: proves that every live value holds where the app runs. */
export function secretsDrillCommand(context: CommandContext): Command {
  return secretCommand({
    name: 'drill',
    summary: 'prove that old and new values hold at the running app, and say when the old may go',
    description:
      'Signs a harmless request with every live value on this machine and sends it to the running app; asks the app what last needed each value, what is still encrypted under it, and so when a former one may be retired. Exits with 1 when a value does not hold.',
    examples: [
      'hs-x secrets drill',
      'hs-x secrets drill STRIPE_WEBHOOK_SECRET --url https://app.example.com',
    ],
  })
    .argument('[name]', 'one secret (default: all with several values)')
    .option('--url <origin>', 'the running app (default: APP_URL)')
    .action(async (name: string | undefined, flags: AdminFlags) => {
      const { runDrill } = await import('../secrets/run-drill.js'); // brings the operators' port
      const { folder, ambient } = secretHome(context, flags);
      const own = ownEnvironment(folder, ambient);
      const url = originOf(flags.url ?? own.APP_URL);
      const result = await runDrill({
        name: name === undefined ? null : await drilledName(name),
        origin: url,
        isLive: isLiveApp(own.STRIPE_SECRET, own.HSX_MODE),
        find: (each) => findSecret(folder, ambient, each),
        ask: () => askApp(context, { app: flags.app, url }),
      });
      const { lines, asked, isProven } = result;
      const texts = flags.json
        ? [JSON.stringify({ secrets: lines, app: asked.reason, isProven })]
        : [
            ...secretTable(lines, viewOf(context, { app: flags.app })),
            ...askedLines(asked),
            '',
            verdict(result),
          ];
      for (const text of texts) context.print(text);
      if (!isProven) throw new CliExit(1);
    });
}

function verdict({ lines, isProven }: DrillResult): string {
  if (isProven) return 'Every live value holds at the app.';
  if (lines.length === 0) return 'There is no value here to prove.';
  return lines.some(({ probe }) => probe?.kind === 'unanswered')
    ? 'The app did not answer every question, so not every value is proven: check that it runs at that address.'
    : 'Not every live value holds at the app: bring both sides to the same values, restart, and drill again.';
}

async function drilledName(name: string) {
  const { isRotated } = await import('../secrets/secret-table.js');
  const { name: known } = readSecretName(name, []);
  if (isRotated(known)) return known;
  throw new CliError({
    code: 'USAGE',
    message: `${known} has one value at a time, and no request proves it.`,
    hint: 'hs-x secrets list says whether it is set; hs-x doctor whether it works.',
  });
}

function originOf(text: string | undefined): string {
  const url = text === undefined ? null : URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin;
  throw new CliError({
    code: 'USAGE',
    message:
      text === undefined
        ? 'Where the app runs is not known.'
        : 'The app’s address is no http or https address.',
    hint: 'Give it with --url, such as https://app.example.com, or set APP_URL.',
  });
}

/** One deployment, one mode: the key says which, and without a key HSX_MODE does, live unless it says test. */
function isLiveApp(stripeSecret: string | undefined, mode: string | undefined): boolean {
  if (stripeSecret !== undefined && stripeSecret !== '') return /^[sr]k_live_/.test(stripeSecret);
  return mode?.trim() !== 'test';
}
