/**
 * Collects what is wrong with one file. Every problem passes through here, so every one is free of secrets and they
 * come out in the order of the file whatever order they were found in.
 */
import type { ConfigProblem, ConfigProblemCode } from './config-problem.js';
import type { LineMap } from './line-map.js';
import { redactSecrets } from './secret-pattern.js';
import { showValue } from './show-value.js';
import type { TomlNode } from './toml-tree.js';

/** A problem before its place is turned into line and column. */
export interface FoundProblem {
  readonly offset: number;
  readonly key: string;
  readonly code: ConfigProblemCode;
  readonly message: string;
  readonly seen?: string | undefined;
  readonly allowed?: string | undefined;
  readonly didYouMean?: string | undefined;
}

/** A value that is not what its key allows. */
export interface RefusedValue {
  readonly node: TomlNode;
  readonly key: string;
  readonly code: ConfigProblemCode;
  /** Completes "must be …". */
  readonly allowed: string;
  /** The value that was probably meant; without it `advice` is shown. */
  readonly didYouMean?: string | undefined;
  /** A sentence on what to write instead. */
  readonly advice?: string | undefined;
}

/** The problems of one file. */
export class ProblemLog {
  readonly #lines: LineMap;
  readonly #problems: ConfigProblem[] = [];

  constructor(lines: LineMap) {
    this.#lines = lines;
  }

  /** Every problem so far, from the top of the file to its end. */
  get problems(): readonly ConfigProblem[] {
    return this.#problems.toSorted((left, right) => left.line - right.line || left.column - right.column);
  }

  /** Which line an offset lies on, for messages that point to a second place. */
  lineOf(offset: number): number {
    return this.#lines.positionOf(offset).line;
  }

  /** Adds a problem. */
  report(found: FoundProblem): void {
    const { seen, allowed, didYouMean } = found;
    this.#problems.push({
      ...this.#lines.positionOf(found.offset),
      key: redactSecrets(found.key),
      code: found.code,
      message: redactSecrets(found.message),
      ...(seen === undefined ? {} : { seen: redactSecrets(seen) }),
      ...(allowed === undefined ? {} : { allowed }),
      ...(didYouMean === undefined ? {} : { didYouMean: redactSecrets(didYouMean) }),
    });
  }

  /** Adds "key must be A; found B." with a guess or an advice. */
  refuse(refused: RefusedValue): void {
    const { node, key, code, allowed, didYouMean, advice } = refused;
    const seen = showValue(node);
    const next = didYouMean === undefined ? advice : `Did you mean "${didYouMean}"?`;
    const message = `${key} must be ${allowed}; found ${seen}.${next === undefined ? '' : ` ${next}`}`;
    this.report({ offset: node.offset, key, code, message, seen, allowed, didYouMean });
  }
}
