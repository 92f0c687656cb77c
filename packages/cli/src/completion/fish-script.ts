import type { Completed, CompletedCommand } from './completed-command.js';

/** The script that completes `hs-x` in fish; sourced from `~/.config/fish/config.fish`. */
export function fishScript(commands: readonly CompletedCommand[]): string {
  const paths = commands.slice(1).map(({ path }) => `'${path}'`);
  return [
    '# Completion of hs-x for fish, made by: hs-x completion fish',
    'function __hs_x_path',
    `    set -l known ${paths.join(' ')}`,
    '    set -l path hs-x',
    '    for word in (commandline -opc)[2..-1]',
    '        contains -- "$path $word" $known; and set path "$path $word"',
    '    end',
    '    echo $path',
    'end',
    'function __hs_x_at',
    '    test (__hs_x_path) = "$argv[1]"',
    'end',
    'function __hs_x_names',
    '    hs-x complete-names $argv[1] -- (commandline -ct) (commandline -opc)[2..-1] 2>/dev/null',
    'end',
    'complete -c hs-x -f',
    ...commands.flatMap(linesOf),
  ].join('\n');
}

function linesOf({ path, subcommands, options, operands }: CompletedCommand): readonly string[] {
  const at = `complete -c hs-x -n '__hs_x_at "${path}"'`;
  const places = [...new Set(operands.map(offer))].filter((shown) => shown !== '');
  return [
    ...subcommands.map(({ name, summary }) => `${at} -a ${name} -d ${quoted(summary)}`),
    ...places.map((shown) => `${at} ${shown}`),
    ...options.map(({ flag, description, value }) =>
      [at, `-l ${flag.slice(2)}`, value === null ? '' : `-r ${offer(value)}`, `-d ${quoted(description)}`]
        .filter((part) => part !== '')
        .join(' '),
    ),
  ];
}

function offer(value: Completed): string {
  switch (value.kind) {
    case 'choices':
      return `-a ${quoted(value.choices.join(' '))}`;
    case 'names':
      return `-a '(__hs_x_names ${value.of})'`;
    case 'files':
      return '-F';
    case 'folders':
      return "-a '(__fish_complete_directories)'";
    case 'text':
      return '';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
