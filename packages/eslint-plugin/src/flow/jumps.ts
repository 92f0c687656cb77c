import type { TSESTree } from '@typescript-eslint/utils';
import { NEVER, type Knowledge } from './knowledge.js';
import type { Outcome } from './outcome.js';

/** A place where a function ends normally. */
export interface Exit {
  readonly outcome: Outcome;
  /** The `return`, or the function where its end is reached. */
  readonly node: TSESTree.Node;
}

/** Where a statement may lead besides the next one. */
export interface Jumps {
  return(exit: Exit): void;
  throw(thrown: Knowledge): void;
  break(label: string | null, state: Knowledge): void;
  continue(label: string | null, state: Knowledge): void;
}

/** The knowledge that arrives at one place from several. */
export interface Arrivals {
  ways: Knowledge;
}

/** A place nobody has arrived at yet. */
export function noArrivals(): Arrivals {
  return { ways: NEVER };
}

/** Jumps that end at a loop or a `switch` around them; `label` is its own name, if it has one. */
export function within(
  outer: Jumps,
  targets: {
    readonly labels: readonly string[];
    readonly breaks: Arrivals;
    /** Absent for what `continue` passes through. */
    readonly continues?: Arrivals;
  },
): Jumps {
  const { labels, breaks, continues } = targets;
  const isMine = (label: string | null): boolean => label === null || labels.includes(label);
  return {
    ...outer,
    break(label, state) {
      if (isMine(label)) breaks.ways |= state;
      else outer.break(label, state);
    },
    continue(label, state) {
      if (continues && isMine(label)) continues.ways |= state;
      else outer.continue(label, state);
    },
  };
}
