import { Argument, Command } from 'commander';
import type { NameKind } from '../completion/completed-command.js';
import type { CommandContext } from './command-context.js';

/** Hidden: the names a completion script asks for, one a line, what it is after a tab. Silent when it cannot tell. */
export function completeNamesCommand(context: CommandContext): Command {
  return new Command('complete-names')
    .addArgument(new Argument('<kind>').choices(['portals', 'plans', 'features']))
    .argument('<begin>', 'what is typed so far')
    .argument('[words...]', 'the whole command line: it says which app')
    .allowUnknownOption()
    .action(async (kind: NameKind, begin: string, words: readonly string[]) => {
      const { completeNames } = await import('../completion/complete-names.js');
      const { environment, vendors } = context;
      const names = await completeNames({ kind, begin, words, environment, vendors }).catch(() => []);
      for (const name of names) context.print(name);
    });
}
