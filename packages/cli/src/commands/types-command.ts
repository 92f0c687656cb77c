import { relative } from 'node:path';
import { Command } from 'commander';
import { findAppFolder } from '../app-folder/app-folder.js';
import type { CommandContext } from './command-context.js';

/** `hs-x types`: names from `hs-x.toml` as types. */
export function typesCommand(context: CommandContext): Command {
  return new Command('types')
    .summary('write .hs-x/types.d.ts from hs-x.toml')
    .description(
      'Checks hs-x.toml and writes .hs-x/types.d.ts, so that a misspelt feature, plan or limit does not compile.',
    )
    .argument('[folder]', 'the folder with hs-x.toml', '.')
    .addHelpText(
      'after',
      '\nExamples:\n  hs-x types\n  hs-x types examples/billing-guide && npx tsc --noEmit',
    )
    .action(async (path: string) => {
      const { readConfig } = await import('../app-folder/read-config.js'); // brings the reader of hs-x.toml
      const { writeTypes } = await import('../app-folder/write-types.js');
      const folder = findAppFolder(path);
      const outcome = writeTypes(folder, readConfig(folder));
      context.print(
        `${relative(process.cwd(), folder.typesFile)} ${outcome === 'written' ? 'written' : 'is up to date'}.`,
      );
    });
}
