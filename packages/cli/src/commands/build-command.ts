import { relative } from 'node:path';
import { Command } from 'commander';
import type { BuiltProject } from '../build/build-project.js';
import { CliError } from '../cli-error.js';
import { formatTable } from '../terminal/format-table.js';
import type { CommandContext } from './command-context.js';

interface BuildFlags {
  readonly out?: string;
  readonly url?: string;
  readonly check?: true;
  readonly json?: true;
}

/** `hs-x build`: the files HubSpot's project upload needs. */
export function buildCommand(context: CommandContext): Command {
  return new Command('build')
    .summary('write the HubSpot project: app, cards, actions, tools and webhooks')
    .description(
      'Writes the files that HubSpot’s project upload needs, from the worker’s declarations and hs-x.toml, and checks them first. The same declarations give the same files; with --check nothing is written, and the exit code is 1 when the files on disk differ.',
    )
    .argument('[folder]', 'the folder with hs-x.toml', '.')
    .option('--url <origin>', 'where the app is reached by HubSpot (default: APP_URL)')
    .option('--out <folder>', 'where to write (default: .hs-x/hubspot in the folder)')
    .option('--check', 'only compare with what is there')
    .option('--json', 'print one JSON object instead of a table')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x build --url https://app.example.com\n  hs-x build apps/insights --out hubspot\n  hs-x build --out hubspot --check',
    )
    .action(async (folder: string, { out, url, check, json }: BuildFlags) => {
      const { buildProject } = await import('../build/build-project.js');
      const until = check ? 'check' : 'written';
      const built = await buildProject({ folder, out, appUrl: url, until });
      for (const line of json ? [JSON.stringify(built)] : linesOf(built, until)) context.print(line);
      if (check && built.files.some(({ state }) => state !== 'same')) throw outdated(built);
    });
}

function linesOf({ folder, files }: BuiltProject, until: 'check' | 'written'): readonly string[] {
  const shown = relative(process.cwd(), folder) || '.';
  const changed = files.filter(({ state }) => state !== 'same');
  if (changed.length === 0) return [`${shown} is up to date: ${files.length} files.`];
  const table = formatTable(
    ['file', ''],
    changed.map(({ path, state }) => [path, state]),
  );
  return until === 'check'
    ? table
    : [
        ...table,
        '',
        `${files.length} files in ${shown}. Upload them with: (cd ${shown} && hs project upload)`,
      ];
}

function outdated({ files }: BuiltProject): CliError {
  const count = files.filter(({ state }) => state !== 'same').length;
  return new CliError({
    code: 'PROJECT_OUTDATED',
    message: `${count} of the HubSpot project’s files differ from what the worker declares.`,
    hint: 'Run hs-x build and commit the result.',
  });
}
