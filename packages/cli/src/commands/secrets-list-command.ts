import type { Command } from 'commander';
import { findAppFolder } from '../app-folder/app-folder.js';
import { askApp, askedLines } from '../secrets/ask-app.js';
import { KNOWN_NAMES, knownSecret } from '../secrets/known-secret.js';
import { ownNames } from '../secrets/own-names.js';
import { findSecret, placedNames } from '../secrets/secret-places.js';
import type { SecretLine } from '../secrets/secret-table.js';
import { secretTable } from '../secrets/secret-view.js';
import type { AdminFlags } from './admin-command.js';
import { viewOf } from './admin-command.js';
import type { CommandContext } from './command-context.js';
import { secretCommand, secretHome } from './secret-command.js';

/** `hs-x secrets list`: which secrets there are, never what they are. */
export function secretsListCommand(context: CommandContext): Command {
  return secretCommand({
    name: 'list',
    summary: 'list secrets with fingerprint, age and last use; never a value',
    description:
      'Lists the secrets HS-X and the app’s own code use: where each is kept, how many live values it has, since when, and what last needed it. Never a value.',
    examples: ['hs-x secrets list', 'hs-x secrets list --url https://app.example.com --json'],
  })
    .option(
      '--database <file>',
      'the app’s SQLite file, or postgres://… (default: DATABASE_URL, or data/hs-x.sqlite in the folder)',
    )
    .option('--url <origin>', 'ask the deployed app there what it holds (needs HSX_ADMIN_SECRET)')
    .action(async (flags: AdminFlags) => {
      const { secretLines } = await import('../secrets/secret-table.js'); // brings the operators' port
      const asked = await askApp(context, flags);
      const names = namesOf(flags);
      const lines: SecretLine[] = [];
      const { folder, ambient } = secretHome(context, flags);
      for (const name of names) {
        const named = { secret: knownSecret(name), placed: findSecret(folder, ambient, name) };
        const found = await secretLines(named, asked.known);
        lines.push(...(found.length > 0 ? found : [missing(name)]));
      }
      const texts = flags.json
        ? [JSON.stringify({ secrets: lines, app: asked.reason })]
        : [...secretTable(lines, viewOf(context, { app: flags.app })), ...askedLines(asked)];
      for (const text of texts) context.print(text);
    });
}

/** HS-X's names first, then the author's own; other names in `.env` are no secrets as far as anybody here knows. */
function namesOf(flags: AdminFlags): readonly string[] {
  const folder = findAppFolder(flags.app);
  const asked = ownNames(folder).filter((name) => !NO_SECRETS.has(name) && !name.startsWith('STRIPE_PRICE_'));
  const kept = placedNames(folder).filter((name) => /(?:SECRET|TOKEN|KEY|PASSWORD)$/.test(name));
  return [...new Set([...KNOWN_NAMES, ...asked, ...kept])];
}

/** Settings everybody may see. */
const NO_SECRETS = new Set([
  'APP_URL',
  'HUBSPOT_CLIENT_ID',
  'HSX_APP',
  'HSX_MODE',
  'PORT',
  'HOST',
  'NODE_ENV',
]);

function missing(name: string): SecretLine {
  return {
    name,
    place: null,
    index: 0,
    liveValues: 0,
    fingerprint: null,
    sinceAt: null,
    lastUsedAt: null,
    sealed: null,
    isHeldByApp: null,
    probe: null,
    retirement: null,
  };
}
