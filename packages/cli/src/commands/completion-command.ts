import { Argument, Command } from 'commander';
import type { CommandContext } from './command-context.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** `hs-x completion`: the script a shell completes the command line with. */
export function completionCommand(context: CommandContext): Command {
  return new Command('completion')
    .summary('print the completion script of a shell')
    .description(
      'Prints a script that completes commands, options and their values, and the names of portals, plans and features of the app at hand.',
    )
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(SHELLS))
    .addHelpText(
      'after',
      "\nExamples:\n  echo 'source <(hs-x completion bash)' >> ~/.bashrc\n  echo 'source <(hs-x completion zsh)' >> ~/.zshrc\n  hs-x completion fish > ~/.config/fish/completions/hs-x.fish",
    )
    .action(async (shell: (typeof SHELLS)[number], _flags: object, command: Command) => {
      const { completedCommands } = await import('../completion/completed-command.js');
      const commands = completedCommands(command.parent ?? command);
      context.print(await scriptOf(shell, commands));
    });
}

async function scriptOf(
  shell: (typeof SHELLS)[number],
  commands: ReturnType<(typeof import('../completion/completed-command.js'))['completedCommands']>,
): Promise<string> {
  switch (shell) {
    case 'bash':
      return (await import('../completion/bash-script.js')).bashScript(commands);
    case 'zsh':
      return (await import('../completion/zsh-script.js')).zshScript(commands);
    case 'fish':
      return (await import('../completion/fish-script.js')).fishScript(commands);
  }
}
