import {
  isReservedName,
  isWellFormedName,
  NAME_GRAMMARS,
  suggestName,
  type NamedThing,
} from './name-grammar.js';
import type { ProblemLog } from './problem-log.js';
import { showText } from './show-value.js';
import type { TomlNode } from './toml-tree.js';

/** A list of names in the file. */
export interface NameListOptions {
  readonly node: TomlNode | undefined;
  /** The list's path, as messages name it. */
  readonly key: string;
  readonly thing: NamedThing;
  /** Whether `"*"` may stand for every name. */
  readonly star: 'allowed' | 'refused';
  readonly log: ProblemLog;
}

/** Reads a list of names without repetitions; an absent list is empty. */
export function readNames(options: NameListOptions): readonly string[] {
  const { node, key, thing, log } = options;
  if (node === undefined) return [];
  if (node.kind !== 'list') {
    const words = node.kind === 'text' ? node.value.split(/[\s,]+/).filter((word) => word !== '') : [];
    const advice = words.length > 0 ? `Write [${words.slice(0, 5).map(showText).join(', ')}].` : undefined;
    log.refuse({ node, key, code: 'WRONG_TYPE', allowed: `a list of ${thing} names`, advice });
    return [];
  }
  const names = new Map<string, TomlNode>();
  for (const item of node.items) {
    const name = readName(item, options);
    if (name === undefined) continue;
    const first = names.get(name);
    if (first === undefined) names.set(name, item);
    else reportRepetition({ name, item, key, log });
  }
  return [...names.keys()];
}

/** Reports a key of the author's choosing (a plan, a limit) that has a wrong form or is a reserved word. */
export function checkNamedKey(options: {
  readonly name: string;
  readonly offset: number;
  readonly key: string;
  readonly thing: NamedThing;
  readonly log: ProblemLog;
}): void {
  const { name, offset, key, thing, log } = options;
  if (isReservedName(name)) {
    const message = `${key} uses a reserved name. Choose another name.`;
    log.report({ offset, key, code: 'RESERVED_NAME', message, seen: name });
    return;
  }
  if (isWellFormedName(name, thing)) return;
  const { allowed } = NAME_GRAMMARS[thing];
  const didYouMean = suggestName(name, thing);
  const next = didYouMean === undefined ? '' : ` Did you mean "${didYouMean}"?`;
  const message = `${key}: ${showText(name)} must be ${allowed}.${next}`;
  log.report({ offset, key, code: 'BAD_NAME', message, seen: showText(name), allowed, didYouMean });
}

function readName(item: TomlNode, { key, thing, star, log }: NameListOptions): string | undefined {
  const { allowed } = NAME_GRAMMARS[thing];
  if (item.kind !== 'text') {
    log.refuse({ node: item, key, code: 'WRONG_TYPE', allowed: `a list of ${thing} names in quotes` });
    return undefined;
  }
  const name = item.value;
  if (name === '*' && thing === 'feature') {
    if (star === 'allowed') return name;
    const advice = 'Only a plan grants "*"; name here what such a plan grants beyond the other plans.';
    log.refuse({ node: item, key, code: 'BAD_NAME', allowed: 'a list of single features', advice });
    return undefined;
  }
  if (isReservedName(name)) {
    const message = `${key} holds the reserved name "${name}". Choose another name.`;
    log.report({ offset: item.offset, key, code: 'RESERVED_NAME', message, seen: name });
    return undefined;
  }
  if (isWellFormedName(name, thing)) return name;
  const didYouMean = suggestName(name, thing);
  log.refuse({
    node: item,
    key,
    code: name === '' ? 'EMPTY_VALUE' : 'BAD_NAME',
    allowed: `a list, each entry ${allowed}`,
    didYouMean,
  });
  return undefined;
}

function reportRepetition(repeated: { name: string; item: TomlNode; key: string; log: ProblemLog }): void {
  const { name, item, key, log } = repeated;
  const message = `${key} holds "${name}" twice. Remove one.`;
  log.report({ offset: item.offset, key, code: 'DUPLICATE_VALUE', message, seen: showText(name) });
}
