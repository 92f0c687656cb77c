import type { TSESTree } from '@typescript-eslint/utils';
import type { FoundFunction } from '../values/found.js';
import { knowing, PASSED, UNASKED } from './knowledge.js';
import { either, waysOf, type Outcome } from './outcome.js';
import { noteNearMiss, type At } from './walker.js';

/** What is known after a function of the app was called. `call` is where. */
export function callFunction(
  { called, call }: { readonly called: FoundFunction; readonly call: TSESTree.Node },
  at: At,
): Outcome {
  const { state, frame, isAwaited } = at;
  if (called.node.generator) return either(state); // it runs when somebody asks for its values
  const summary = frame.walk.summarise(called, { isAwaited: isAwaited || called.node.async });
  if (!summary) return either(state);
  if (state === UNASKED) frame.earlyWork.push(...summary.earlyWork);
  if (!isAwaited && called.node.async) {
    if ((waysOf(summary.outcome) & PASSED) !== 0) noteNearMiss(frame, { kind: 'notAwaited', node: call });
    return either(state);
  }
  frame.jumps.throw(knowing(state, summary.thrown));
  return {
    truthy: knowing(state, summary.outcome.truthy),
    falsy: knowing(state, summary.outcome.falsy),
  };
}
