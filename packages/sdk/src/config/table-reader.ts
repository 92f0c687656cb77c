/**
 * Reads one known table of `hs-x.toml`. Every method answers a usable value whatever the file says: what is wrong
 * goes to the log, the default goes on, and so one run finds every problem.
 */
import type { ConfigKey, ConfigTableName } from './config-keys.js';
import { didYouMean } from './did-you-mean.js';
import type { ProblemLog } from './problem-log.js';
import { refuseUnknownKeys } from './refuse-unknown-keys.js';
import { showChoices, showKey } from './show-value.js';
import type { TomlNode, TomlTable } from './toml-tree.js';

/** The table to read. */
export interface TableReaderOptions<Name extends ConfigTableName> {
  readonly name: Name;
  /** The table's path in the file, such as `billing.plan.team`. */
  readonly path: string;
  /** Undefined when the file does not hold the table: every key takes its default. */
  readonly table: TomlTable | undefined;
  readonly log: ProblemLog;
}

/** A reader of one table; unknown keys are reported as it opens. */
export class TableReader<Name extends ConfigTableName> {
  readonly path: string;
  readonly log: ProblemLog;
  readonly table: TomlTable | undefined;

  constructor({ name, path, table, log }: TableReaderOptions<Name>) {
    this.path = path;
    this.table = table;
    this.log = log;
    if (table !== undefined) refuseUnknownKeys({ table, path, name, log });
  }

  /** The full path of a key, as messages name it. */
  keyOf(word: ConfigKey<Name>): string {
    return showKey(this.path, word);
  }

  /** The value as it stands in the file. */
  node(word: ConfigKey<Name>): TomlNode | undefined {
    return this.table?.entries.get(word)?.value;
  }

  /** A whole number within inclusive bounds. */
  integer(
    word: ConfigKey<Name>,
    limits: { readonly min: number; readonly max: number; readonly fallback: number },
  ): number {
    const node = this.node(word);
    if (node === undefined) return limits.fallback;
    const key = this.keyOf(word);
    const allowed = `a whole number from ${limits.min} to ${limits.max}`;
    if (node.kind !== 'integer') {
      this.log.refuse({ node, key, code: 'WRONG_TYPE', allowed, advice: adviceForNumber(node) });
    } else if (node.value < BigInt(limits.min) || node.value > BigInt(limits.max)) {
      this.log.refuse({ node, key, code: 'OUT_OF_RANGE', allowed });
    } else {
      return Number(node.value);
    }
    return limits.fallback;
  }

  /** True or false. */
  switch(word: ConfigKey<Name>, fallback: boolean): boolean {
    const node = this.node(word);
    if (node === undefined) return fallback;
    if (node.kind === 'switch') return node.value;
    const advice =
      node.kind === 'text' && /^(true|false)$/i.test(node.value) ? 'Remove the quotes.' : undefined;
    this.log.refuse({ node, key: this.keyOf(word), code: 'WRONG_TYPE', allowed: 'true or false', advice });
    return fallback;
  }

  /** One of a closed list of texts. `allowed` says in words what a long list holds. */
  choice<Choice extends string>(
    word: ConfigKey<Name>,
    options: { readonly choices: readonly Choice[]; readonly fallback: Choice; readonly allowed?: string },
  ): Choice {
    const { choices, fallback, allowed = showChoices(choices) } = options;
    const node = this.node(word);
    if (node === undefined) return fallback;
    const key = this.keyOf(word);
    if (node.kind !== 'text') {
      this.log.refuse({ node, key, code: 'WRONG_TYPE', allowed });
      return fallback;
    }
    const chosen = choices.find((choice) => choice === node.value);
    if (chosen !== undefined) return chosen;
    const guess = didYouMean(node.value, choices);
    this.log.refuse({ node, key, code: 'UNKNOWN_VALUE', allowed, didYouMean: guess });
    return fallback;
  }

  /** A text people see: one line of 1 to 100 characters. */
  caption(word: ConfigKey<Name>, fallback: string): string {
    const node = this.node(word);
    if (node === undefined) return fallback;
    const key = this.keyOf(word);
    const allowed = 'a text of 1 to 100 characters on one line';
    if (node.kind !== 'text') this.log.refuse({ node, key, code: 'WRONG_TYPE', allowed });
    else if (node.value.trim() === '') this.log.refuse({ node, key, code: 'EMPTY_VALUE', allowed });
    else if (!/^\P{Cc}{1,100}$/u.test(node.value))
      this.log.refuse({ node, key, code: 'OUT_OF_RANGE', allowed });
    else return node.value;
    return fallback;
  }

  /** A table within this one; undefined when it is missing or not a table. `heading` is how it is written. */
  child(word: ConfigKey<Name>, heading: string = this.keyOf(word)): TomlTable | undefined {
    const node = this.node(word);
    if (node === undefined || node.kind === 'table') return node;
    const key = this.keyOf(word);
    const advice = `Write it as [${heading}].`;
    this.log.refuse({ node, key, code: 'WRONG_TYPE', allowed: 'a table', advice });
    return undefined;
  }
}

/** What to change when something else stands where a whole number belongs. */
export function adviceForNumber(node: TomlNode): string | undefined {
  if (node.kind === 'text' && /^[+-]?\d+$/.test(node.value)) return 'Remove the quotes.';
  if (node.kind === 'decimal' && Number.isSafeInteger(node.value)) return `Write ${node.value}.`;
  return undefined;
}
