/**
 * What is known, at one point of a handler, of whether the portal has paid: nothing (UNASKED), that a check was asked and said no (DENIED), or
 * that one passed (PASSED). A set of them says what may be the case on the ways that lead there; the empty set is a point nobody reaches.
 *
 * Where two ways meet and go on together, what only one of them knows is not known. Where both leave the function, each is judged alone:
 * a way that was denied may leave, with an upgrade prompt for instance; one that never asked may not.
 */

/** A set of {@link UNASKED}, {@link DENIED} and {@link PASSED}. */
export type Knowledge = number;

/** No way leads here. */
export const NEVER: Knowledge = 0;
export const UNASKED: Knowledge = 1;
export const DENIED: Knowledge = 2;
export const PASSED: Knowledge = 4;

/** The states a set may hold, for those who take them one by one. */
export const STATES: readonly Knowledge[] = [UNASKED, DENIED, PASSED];

/** What is known after the ways of a set have met: one state, or {@link NEVER}. */
export function meet(ways: Knowledge): Knowledge {
  return ways === NEVER || STATES.includes(ways) ? ways : UNASKED;
}

/** Whether one of the ways never asked. */
function hasUnasked(ways: Knowledge): boolean {
  return (ways & UNASKED) !== 0;
}

/** What a `catch` begins with. A `try` that asks makes its `catch` the way out of the refusal, whatever else may be thrown there. */
export function meetInCatch(thrown: Knowledge): Knowledge {
  return (thrown & DENIED) !== 0 ? DENIED : meet(thrown);
}

/** A result that was worked out for somebody who knew nothing, for somebody who knows `before`. */
export function knowing(before: Knowledge, result: Knowledge): Knowledge {
  if (before === PASSED) return result === NEVER ? NEVER : PASSED;
  return hasUnasked(result) ? (result & ~UNASKED) | before : result;
}
