import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../source/unwrap.js';
import { childrenOf } from '../values/returned-expressions.js';
import { singleDeclaration } from '../values/single-value.js';
import { evaluateCall } from './evaluate-call.js';
import { evaluatePromise } from './evaluate-promise.js';
import { NEVER } from './knowledge.js';
import { noteCallbacks } from './note-callbacks.js';
import { after, either, negated, oneOf, recalled, sidesOf, waysOf, type Outcome } from './outcome.js';
import type { At } from './walker.js';

/** What is known after an expression, apart for its being truthy or falsy. */
export function evaluateExpression(node: TSESTree.Node, at: At): Outcome {
  if (at.state === NEVER) return either(NEVER);
  const { walk } = at.frame;
  switch (node.type) {
    case AST_NODE_TYPES.ChainExpression: {
      const { truthy, falsy } = walk.evaluate(node.expression, at);
      return { truthy, falsy: falsy | at.state }; // `a?.b` may end before it does anything
    }
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
    case AST_NODE_TYPES.TSTypeAssertion:
    case AST_NODE_TYPES.TSInstantiationExpression:
      return walk.evaluate(node.expression, at);
    case AST_NODE_TYPES.AwaitExpression: {
      const outcome = walk.evaluate(node.argument, { ...at, isAwaited: true });
      at.frame.jumps.throw(after(outcome));
      return outcome;
    }
    case AST_NODE_TYPES.CallExpression:
      return evaluatePromise(node, at) ?? evaluateCall(node, at);
    case AST_NODE_TYPES.NewExpression:
      noteCallbacks(node.arguments, at);
      return inOrder(node, at);
    case AST_NODE_TYPES.ConditionalExpression:
      return evaluateConditional(node, at);
    case AST_NODE_TYPES.LogicalExpression:
      return evaluateLogical(node, at);
    case AST_NODE_TYPES.AssignmentExpression:
      return evaluateAssignment(node, at);
    case AST_NODE_TYPES.SequenceExpression:
      return evaluateSequence(node, at);
    case AST_NODE_TYPES.Identifier:
      return evaluateName(node, at);
    default:
      return evaluateValue(node, at);
  }
}

function evaluateSequence({ expressions }: TSESTree.SequenceExpression, at: At): Outcome {
  return expressions.reduce<Outcome>((before, expression, index) => {
    const isAwaited = at.isAwaited && index === expressions.length - 1;
    return at.frame.walk.evaluate(expression, { ...at, state: after(before), isAwaited });
  }, either(at.state));
}

function evaluateValue(node: TSESTree.Node, at: At): Outcome {
  switch (node.type) {
    case AST_NODE_TYPES.Literal:
      return node.value ? { truthy: at.state, falsy: NEVER } : { truthy: NEVER, falsy: at.state };
    case AST_NODE_TYPES.UnaryExpression: {
      const outcome = at.frame.walk.evaluate(node.argument, plain(at));
      if (node.operator === '!') return negated(outcome);
      return node.operator === 'void' ? { truthy: NEVER, falsy: after(outcome) } : either(after(outcome));
    }
    case AST_NODE_TYPES.BinaryExpression:
      return evaluateComparison(node, at) ?? inOrder(node, at);
    case AST_NODE_TYPES.ArrowFunctionExpression:
    case AST_NODE_TYPES.FunctionExpression:
    case AST_NODE_TYPES.ClassExpression:
      return { truthy: at.state, falsy: NEVER };
    default:
      return inOrder(node, at);
  }
}

/** Its parts one after the other, as they are written; types do nothing. */
function inOrder(node: TSESTree.Node, at: At): Outcome {
  const { place, walk } = at.frame;
  const parts = childrenOf(node, place.module.sourceCode.visitorKeys).filter(
    ({ type }) => !type.startsWith('TSType') && type !== AST_NODE_TYPES.PrivateIdentifier,
  );
  return either(parts.reduce((state, part) => after(walk.evaluate(part, { ...plain(at), state })), at.state));
}

function evaluateConditional(node: TSESTree.ConditionalExpression, at: At): Outcome {
  const { walk } = at.frame;
  const sides = sidesOf(walk.evaluate(node.test, plain(at)));
  const then = walk.evaluate(node.consequent, { ...at, state: sides.truthy });
  return oneOf(then, walk.evaluate(node.alternate, { ...at, state: sides.falsy }));
}

function evaluateLogical({ operator, left, right }: TSESTree.LogicalExpression, at: At): Outcome {
  const { walk } = at.frame;
  const first = walk.evaluate(left, at);
  const sides = sidesOf(first);
  const state = operator === '&&' ? sides.truthy : sides.falsy;
  const second = walk.evaluate(right, { ...at, state });
  switch (operator) {
    case '&&':
      return { truthy: second.truthy, falsy: first.falsy | second.falsy };
    case '||':
      return { truthy: first.truthy | second.truthy, falsy: second.falsy };
    case '??':
      return oneOf(first, second);
  }
}

function evaluateAssignment({ operator, left, right }: TSESTree.AssignmentExpression, at: At): Outcome {
  const { walk } = at.frame;
  const target = after(walk.evaluate(left, plain(at)));
  const value = walk.evaluate(right, { ...at, state: target });
  const isConditional = operator === '&&=' || operator === '||=' || operator === '??=';
  return isConditional ? oneOf(either(target), value) : value;
}

/** `(await hasFeature(…)) === false` and its kin. */
function evaluateComparison({ operator, left, right }: TSESTree.BinaryExpression, at: At): Outcome | null {
  const isEqual = operator === '===' || operator === '==';
  if (!isEqual && operator !== '!==' && operator !== '!=') return null;
  const constant = right.type === AST_NODE_TYPES.Literal ? right : left;
  const other = constant === right ? left : right;
  if (constant.type !== AST_NODE_TYPES.Literal || typeof constant.value !== 'boolean') return null;
  const outcome = at.frame.walk.evaluate(other, plain(at));
  return constant.value === isEqual ? outcome : negated(outcome);
}

function evaluateName(node: TSESTree.Identifier, at: At): Outcome {
  const { place, walk } = at.frame;
  const variable = place.module.variables.get(node);
  if (node.name === 'undefined') return { truthy: NEVER, falsy: at.state };
  if (!variable) return either(at.state);
  const promise = at.isAwaited ? singleDeclaration(variable)?.init : undefined;
  // `const asked = requireFeature(…); …; await asked;`
  if (promise && unwrap(promise).type === AST_NODE_TYPES.CallExpression) return walk.evaluate(promise, at);
  const remembered = walk.remembered.get(variable);
  return remembered && waysOf(remembered) !== NEVER ? recalled(remembered, at.state) : either(at.state);
}

function plain(at: At): At {
  return { ...at, isAwaited: false };
}
