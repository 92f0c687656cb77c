import { bashScript } from './bash-script.js';
import type { CompletedCommand } from './completed-command.js';

/** The script that completes `hs-x` in zsh; sourced from `~/.zshrc`. zsh runs bash's completions itself, so that there is one script to get right. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return [
    '# Completion of hs-x for zsh, made by: hs-x completion zsh',
    'autoload -Uz compinit bashcompinit',
    '(( $+functions[compdef] )) || compinit',
    'bashcompinit',
    bashScript(commands),
  ].join('\n');
}
