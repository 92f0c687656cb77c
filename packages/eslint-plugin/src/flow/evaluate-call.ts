import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { propertyName } from '../source/property-name.js';
import { unwrap } from '../source/unwrap.js';
import { asFunction } from '../values/is-function.js';
import { bindArguments, resolve } from '../values/resolve.js';
import { callFunction } from './call-function.js';
import { earlyWork } from './early-work.js';
import { findCheck, type CheckKind } from './find-check.js';
import { DENIED, PASSED, type Knowledge } from './knowledge.js';
import { noteCallbacks } from './note-callbacks.js';
import { after, either, type Outcome } from './outcome.js';
import { noteNearMiss, type At } from './walker.js';

/** What is known after a call: of a check, of a function of the app, or of something nobody can look into. */
export function evaluateCall(node: TSESTree.CallExpression, at: At): Outcome {
  const { frame } = at;
  const { callee, args } = calledOf(node);
  const ready = { ...at, state: evaluateParts({ callee, args }, at) };
  if (ready.state === PASSED) {
    frame.jumps.throw(PASSED);
    return either(PASSED);
  }
  const check = findCheck(callee, frame.place, frame.walk.checkFunctions);
  if (check) return callCheck({ check, node }, ready);
  const called = asFunction(resolve(callee, frame.place));
  if (called) {
    const place = bindArguments(called, { args, place: frame.place });
    return callFunction({ called: { ...called, place }, call: node }, ready);
  }
  noteCallbacks(args, at);
  const work = earlyWork(callee, ready);
  if (work) frame.earlyWork.push(work);
  frame.jumps.throw(ready.state);
  return either(ready.state);
}

interface Called {
  readonly callee: TSESTree.Node;
  readonly args: readonly TSESTree.Node[];
}

/** `f.call(x, a)` calls `f(a)`. */
function calledOf(node: TSESTree.CallExpression): Called {
  const callee = unwrap(node.callee);
  const isCall = callee.type === AST_NODE_TYPES.MemberExpression && propertyName(callee) === 'call';
  return isCall ? { callee: callee.object, args: node.arguments.slice(1) } : { callee, args: node.arguments };
}

/** What is known when callee and arguments have their values. */
function evaluateParts({ callee, args }: Called, at: At): Knowledge {
  const before = callee.type === AST_NODE_TYPES.MemberExpression ? [callee.object, ...args] : args;
  return before.reduce(
    (state, part) => after(at.frame.walk.evaluate(part, { ...at, state, isAwaited: false })),
    at.state,
  );
}

function callCheck(
  { check, node }: { readonly check: CheckKind; readonly node: TSESTree.Node },
  at: At,
): Outcome {
  const { frame, state, isAwaited } = at;
  frame.walk.counts.checks += 1;
  if (!isAwaited) {
    noteNearMiss(frame, { kind: 'notAwaited', node });
    return either(state);
  }
  frame.jumps.throw(DENIED);
  return check === 'throws' ? either(PASSED) : { truthy: PASSED, falsy: DENIED };
}
