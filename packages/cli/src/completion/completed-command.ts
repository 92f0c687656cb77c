/** The command line as data, for shells: one entry for each command, read from the same tree that parses it. */
import type { Argument, Command, Option } from 'commander';

/** Names that only the app knows; asked for while the person types. */
export type NameKind = 'portals' | 'plans' | 'features';

/** What can stand in a place. */
export type Completed =
  | { readonly kind: 'choices'; readonly choices: readonly string[] }
  | { readonly kind: 'names'; readonly of: NameKind }
  | { readonly kind: 'files' }
  | { readonly kind: 'folders' }
  /** Anything: nothing is offered. */
  | { readonly kind: 'text' };

/** An option. */
export interface CompletedOption {
  /** Such as `--plan`. */
  readonly flag: string;
  readonly description: string;
  /** Null: it takes no value. */
  readonly value: Completed | null;
}

/** One command with what may follow it. */
export interface CompletedCommand {
  /** Such as `hs-x billing list`. */
  readonly path: string;
  readonly subcommands: readonly { readonly name: string; readonly summary: string }[];
  readonly options: readonly CompletedOption[];
  /** What the positional arguments are, in order. */
  readonly operands: readonly Completed[];
}

const BY_NAME: Readonly<Record<string, Completed>> = {
  portal: { kind: 'names', of: 'portals' },
  from: { kind: 'names', of: 'portals' },
  to: { kind: 'names', of: 'portals' },
  plan: { kind: 'names', of: 'plans' },
  feature: { kind: 'names', of: 'features' },
  folder: { kind: 'folders' },
  file: { kind: 'files' },
};

/** Every command of the tree that people see, parents first. */
export function completedCommands(root: Command, prefix = ''): readonly CompletedCommand[] {
  const path = `${prefix}${root.name()}`;
  const children = root.createHelp().visibleCommands(root);
  const own: CompletedCommand = {
    path,
    subcommands: children.map((child) => ({ name: child.name(), summary: child.summary() })),
    options: root.createHelp().visibleOptions(root).flatMap(completedOption),
    operands: root.registeredArguments.map(completedValue),
  };
  return [own, ...children.flatMap((child) => completedCommands(child, `${path} `))];
}

function completedOption(option: Option): readonly CompletedOption[] {
  if (option.long === undefined || option.long === null) return [];
  const takesValue = option.required || option.optional;
  return [
    { flag: option.long, description: option.description, value: takesValue ? completedValue(option) : null },
  ];
}

/** What an argument is follows from its name: `<portal>` is one everywhere. */
function completedValue(place: Option | Argument): Completed {
  if (place.argChoices) return { kind: 'choices', choices: place.argChoices };
  const name = 'flags' in place ? /<([^>.]+)/.exec(place.flags)?.[1] : place.name();
  return (name !== undefined && Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined) ?? { kind: 'text' };
}
