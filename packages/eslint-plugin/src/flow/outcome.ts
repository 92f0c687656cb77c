import { DENIED, meet, NEVER, PASSED, type Knowledge } from './knowledge.js';

/** What is known after an expression, apart for a truthy and a falsy value: that is how `hasFeature` says what it found. */
export interface Outcome {
  readonly truthy: Knowledge;
  readonly falsy: Knowledge;
}

/** The same knowledge whatever the value is. */
export function either(state: Knowledge): Outcome {
  return { truthy: state, falsy: state };
}

/** All ways of an outcome. */
export function waysOf({ truthy, falsy }: Outcome): Knowledge {
  return truthy | falsy;
}

/** What is known when the code goes on whatever the value was. */
export function after(outcome: Outcome): Knowledge {
  return meet(waysOf(outcome));
}

/**
 * What is known where a condition holds and where it does not. Where only those who passed are on one side, the other side is the way out:
 * `if (!(await hasFeature(…)) || !input.email) return …` turns some away who may, and lets nobody in who may not.
 */
export function sidesOf({ truthy, falsy }: Outcome): Outcome {
  const side = (ways: Knowledge, other: Knowledge): Knowledge =>
    ways === (DENIED | PASSED) && other === PASSED ? DENIED : meet(ways);
  return { truthy: side(truthy, falsy), falsy: side(falsy, truthy) };
}

/** One of several outcomes. */
export function oneOf(...outcomes: readonly Outcome[]): Outcome {
  return {
    truthy: outcomes.reduce((ways, { truthy }) => ways | truthy, NEVER),
    falsy: outcomes.reduce((ways, { falsy }) => ways | falsy, NEVER),
  };
}

/** The outcome of `!value`. */
export function negated({ truthy, falsy }: Outcome): Outcome {
  return { truthy: falsy, falsy: truthy };
}

/** What a remembered value says now: `if (canEdit)` after `const canEdit = await hasFeature(…)`. */
export function recalled(remembered: Outcome, now: Knowledge): Outcome {
  const recall = (known: Knowledge): Knowledge => {
    if (known === NEVER || now === NEVER) return NEVER;
    return now === PASSED || (known !== PASSED && known !== DENIED) ? now : known;
  };
  const { truthy, falsy } = sidesOf(remembered);
  return { truthy: recall(truthy), falsy: recall(falsy) };
}
