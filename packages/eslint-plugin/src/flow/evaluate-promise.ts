/** Promises that are awaited and made of others: `Promise.all([…])`, `then`, `catch`, `finally`. */
import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { propertyName } from '../source/property-name.js';
import { unwrap } from '../source/unwrap.js';
import { asFunction } from '../values/is-function.js';
import { resolve } from '../values/resolve.js';
import { callFunction } from './call-function.js';
import { meetInCatch, NEVER, PASSED, type Knowledge } from './knowledge.js';
import { after, either, oneOf, type Outcome } from './outcome.js';
import type { At } from './walker.js';

/** What is known when the promise is kept; null for calls that are not about promises, or not awaited. */
export function evaluatePromise(node: TSESTree.CallExpression, at: At): Outcome | null {
  const callee = unwrap(node.callee);
  if (!at.isAwaited || callee.type !== AST_NODE_TYPES.MemberExpression) return null;
  const method = propertyName(callee);
  const [first, second] = node.arguments;
  if (callee.object.type === AST_NODE_TYPES.Identifier && callee.object.name === 'Promise') {
    if (method === 'all') return first ? evaluateAll(first, at) : null;
    return method === 'resolve' && first ? at.frame.walk.evaluate(first, at) : null;
  }
  if (method !== 'then' && method !== 'catch' && method !== 'finally') return null;
  const source = attempt(callee.object, at);
  if (method === 'then') return evaluateThen({ source, kept: first, broken: second }, at);
  if (method === 'catch') return evaluateThen({ source, kept: undefined, broken: first }, at);
  at.frame.jumps.throw(source.thrown);
  const finished = callBack(first, { ...at, state: after(source.outcome) });
  return after(finished) === PASSED || after(finished) === NEVER ? finished : source.outcome;
}

/** Every element of a written list is waited for; a list that is computed may be empty. */
function evaluateAll(list: TSESTree.Node, at: At): Outcome | null {
  const elements = unwrap(list);
  if (elements.type !== AST_NODE_TYPES.ArrayExpression) return null;
  const known = elements.elements.reduce((state, element) => {
    if (!element || element.type === AST_NODE_TYPES.SpreadElement) return state;
    return after(at.frame.walk.evaluate(element, { ...at, state }));
  }, at.state);
  return either(known);
}

interface Attempt {
  readonly outcome: Outcome;
  readonly thrown: Knowledge;
}

function attempt(promise: TSESTree.Node, at: At): Attempt {
  let thrown = NEVER;
  const jumps = { ...at.frame.jumps, throw: (ways: Knowledge) => void (thrown |= ways) };
  const outcome = at.frame.walk.evaluate(promise, { ...at, frame: { ...at.frame, jumps } });
  return { outcome, thrown };
}

function evaluateThen(
  chain: {
    readonly source: Attempt;
    readonly kept: TSESTree.Node | undefined;
    readonly broken: TSESTree.Node | undefined;
  },
  at: At,
): Outcome {
  const { source, kept, broken } = chain;
  const outcome = kept ? callBack(kept, { ...at, state: after(source.outcome) }) : source.outcome;
  if (!broken) {
    at.frame.jumps.throw(source.thrown);
    return outcome;
  }
  const thrown = source.thrown === NEVER ? at.state : source.thrown;
  return oneOf(outcome, callBack(broken, { ...at, state: meetInCatch(thrown) }));
}

function callBack(callback: TSESTree.Node | undefined, at: At): Outcome {
  const called = callback ? asFunction(resolve(callback, at.frame.place)) : null;
  return called && callback && at.state !== NEVER
    ? callFunction({ called, call: callback }, at)
    : either(at.state);
}
