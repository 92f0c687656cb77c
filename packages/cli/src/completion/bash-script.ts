import type { Completed, CompletedCommand } from './completed-command.js';

/** The script that completes `hs-x` in bash; sourced from `~/.bashrc`. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  return [
    '# Completion of hs-x for bash, made by: hs-x completion bash',
    ...namesFunction,
    '_hs_x() {',
    '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" path="hs-x" operand=0 word i skip=""',
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    '    word="${COMP_WORDS[i]}"',
    '    if [[ -n "$skip" ]]; then skip=""; continue; fi',
    '    case "$path $word" in',
    `      ${commands
      .slice(1)
      .map(({ path }) => quoted(path))
      .join('|')}) path="$path $word" ;;`,
    ...valueOptions(commands),
    '      *" -"*) ;;',
    '      *) operand=$((operand + 1)) ;;',
    '    esac',
    '  done',
    '  case "$path $prev" in',
    ...commands.flatMap(valueLines),
    '  esac',
    '  case "$path" in',
    ...commands.flatMap(placeLines),
    '  esac',
    '}',
    'complete -o filenames -F _hs_x hs-x',
  ].join('\n');
}

/** Descriptions after a tab are for shells that show them. */
const namesFunction = [
  '_hs_x_names() {',
  "  local IFS=$'\\n'",
  '  COMPREPLY=($(compgen -W "$(hs-x complete-names "$1" -- "$cur" "${COMP_WORDS[@]:1}" 2>/dev/null | cut -f1)" -- "$cur"))',
  '}',
];

/** Words after which the next one is a value, so that it is no operand. */
function valueOptions(commands: readonly CompletedCommand[]): readonly string[] {
  const flags = new Set(
    commands.flatMap(({ options }) => options.filter(({ value }) => value !== null).map(({ flag }) => flag)),
  );
  return [`      ${[...flags].map((flag) => `*${quoted(` ${flag}`)}`).join('|')}) skip=1 ;;`];
}

function valueLines({ path, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ flag, value }) =>
    value === null ? [] : [`    ${quoted(`${path} ${flag}`)}) ${offer(value)}; return ;;`],
  );
}

function placeLines({ path, subcommands, options, operands }: CompletedCommand): readonly string[] {
  const flags = options.map(({ flag }) => flag).join(' ');
  const names = subcommands.map(({ name }) => name).join(' ');
  return [
    `    ${quoted(path)})`,
    `      if [[ "$cur" == -* ]]; then COMPREPLY=($(compgen -W "${flags}" -- "$cur")); return; fi`,
    ...(names === '' ? [] : [`      COMPREPLY=($(compgen -W "${names}" -- "$cur"))`]),
    ...operandLines(operands),
    '      ;;',
  ];
}

function operandLines(operands: readonly Completed[]): readonly string[] {
  if (operands.every(({ kind }) => kind === 'text')) return [];
  return [
    '      case "$operand" in',
    ...operands.map((operand, at) => `        ${at}) ${offer(operand)} ;;`),
    '      esac',
  ];
}

function offer(value: Completed): string {
  switch (value.kind) {
    case 'choices':
      return `COMPREPLY=($(compgen -W "${value.choices.join(' ')}" -- "$cur"))`;
    case 'names':
      return `_hs_x_names ${value.of}`;
    case 'files':
      return 'COMPREPLY=($(compgen -f -- "$cur"))';
    case 'folders':
      return 'COMPREPLY=($(compgen -d -- "$cur"))';
    case 'text':
      return ':';
  }
}

function quoted(text: string): string {
  return `"${text}"`;
}
