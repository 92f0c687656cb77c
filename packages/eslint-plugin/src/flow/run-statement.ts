import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { unwrap } from '../source/unwrap.js';
import { singleDeclaration } from '../values/single-value.js';
import type { Jumps } from './jumps.js';
import { meet, NEVER, PASSED, type Knowledge } from './knowledge.js';
import { after, either, sidesOf, type Outcome } from './outcome.js';
import { runLoop } from './run-loop.js';
import { runSwitch } from './run-switch.js';
import { runTry } from './run-try.js';
import { noteNearMiss, type At, type Frame } from './walker.js';

/** What is known after a statement; {@link NEVER} when nothing comes after it. */
export function runStatement(node: TSESTree.Node, at: At): Knowledge {
  const { walk } = at.frame;
  if (at.state === NEVER) return NEVER;
  switch (node.type) {
    case AST_NODE_TYPES.BlockStatement:
      return node.body.reduce((state, statement) => walk.run(statement, { ...at, state }), at.state);
    case AST_NODE_TYPES.ExpressionStatement:
      return runExpression(node.expression, at);
    case AST_NODE_TYPES.VariableDeclaration:
      return node.declarations.reduce(
        (state, declarator) => runDeclarator(declarator, { ...at, state }),
        at.state,
      );
    case AST_NODE_TYPES.IfStatement:
      return runIf(node, at);
    case AST_NODE_TYPES.ReturnStatement:
      return runReturn(node, at);
    case AST_NODE_TYPES.ThrowStatement:
      return runThrow(node, at);
    case AST_NODE_TYPES.BreakStatement:
    case AST_NODE_TYPES.ContinueStatement:
      return runJump(node, at);
    case AST_NODE_TYPES.LabeledStatement:
      return runLabeled(node, at);
    case AST_NODE_TYPES.WithStatement:
      return walk.run(node.body, at);
    case AST_NODE_TYPES.SwitchStatement:
      return runSwitch(node, at);
    case AST_NODE_TYPES.TryStatement:
      return runTry(node, at);
    case AST_NODE_TYPES.ForStatement:
    case AST_NODE_TYPES.ForInStatement:
    case AST_NODE_TYPES.ForOfStatement:
    case AST_NODE_TYPES.WhileStatement:
    case AST_NODE_TYPES.DoWhileStatement:
      return runLoop(node, at);
    default:
      return at.state; // declarations of functions, classes and types do nothing by themselves
  }
}

function runExpression(expression: TSESTree.Expression, at: At): Knowledge {
  const outcome = at.frame.walk.evaluate(expression, { ...at, isAwaited: false });
  const isAwait = unwrap(expression).type === AST_NODE_TYPES.AwaitExpression;
  if (isAwait && isAnswer(outcome)) noteNearMiss(at.frame, { kind: 'resultIgnored', node: expression });
  return after(outcome);
}

/** Whether a value tells if a check passed, as `hasFeature` does. */
function isAnswer({ truthy, falsy }: Outcome): boolean {
  return truthy === PASSED && (falsy & PASSED) === 0 && falsy !== NEVER;
}

function runDeclarator({ id, init }: TSESTree.VariableDeclarator, at: At): Knowledge {
  if (!init) return at.state;
  const { walk, place } = at.frame;
  const outcome = walk.evaluate(init, { ...at, isAwaited: false });
  const variable = id.type === AST_NODE_TYPES.Identifier ? place.module.variables.get(id) : undefined;
  if (variable && singleDeclaration(variable)) {
    walk.remembered.set(variable, outcome);
    const isRead = variable.references.some((reference) => reference.isRead());
    if (!isRead && isAnswer(outcome)) noteNearMiss(at.frame, { kind: 'resultIgnored', node: init });
  }
  return after(outcome);
}

function runIf({ test, consequent, alternate }: TSESTree.IfStatement, at: At): Knowledge {
  const { walk } = at.frame;
  const sides = sidesOf(walk.evaluate(test, { ...at, isAwaited: false }));
  const then = walk.run(consequent, { ...at, state: sides.truthy });
  const otherwise = sides.falsy;
  return meet(then | (alternate ? walk.run(alternate, { ...at, state: otherwise }) : otherwise));
}

function runReturn(node: TSESTree.ReturnStatement, at: At): Knowledge {
  const { jumps, walk, isResultAwaited } = at.frame;
  const outcome = node.argument
    ? (passedOn(node, node.argument, at.frame) ??
      walk.evaluate(node.argument, { ...at, isAwaited: isResultAwaited }))
    : { truthy: NEVER, falsy: at.state };
  jumps.return({ outcome, node });
  return NEVER;
}

/** `const answer = await f(); return answer;` is `return f();`: the ways through `f` leave one by one. */
function passedOn(
  node: TSESTree.ReturnStatement,
  argument: TSESTree.Expression,
  { place, walk }: Frame,
): Outcome | null {
  const value = unwrap(argument);
  const variable = value.type === AST_NODE_TYPES.Identifier && place.module.variables.get(value);
  const declaration = variable ? singleDeclaration(variable) : null;
  if (!variable || !declaration || node.parent.type !== AST_NODE_TYPES.BlockStatement) return null;
  const before = node.parent.body[node.parent.body.indexOf(node) - 1];
  const isJustBefore =
    before !== undefined && declaration.parent === before && before.declarations.length === 1;
  if (!isJustBefore || unwrap(declaration.init).type !== AST_NODE_TYPES.AwaitExpression) return null;
  const outcome = walk.remembered.get(variable);
  return outcome ? either(outcome.truthy | outcome.falsy) : null;
}

function runThrow({ argument }: TSESTree.ThrowStatement, at: At): Knowledge {
  at.frame.jumps.throw(after(at.frame.walk.evaluate(argument, { ...at, isAwaited: false })));
  return NEVER;
}

function runJump(
  { type, label }: TSESTree.BreakStatement | TSESTree.ContinueStatement,
  { state, frame }: At,
): Knowledge {
  const kind = type === AST_NODE_TYPES.BreakStatement ? 'break' : 'continue';
  frame.jumps[kind](label?.name ?? null, state);
  return NEVER;
}

function runLabeled({ label, body }: TSESTree.LabeledStatement, at: At): Knowledge {
  let left = NEVER;
  const jumps: Jumps = {
    ...at.frame.jumps,
    break(name, state) {
      if (name === label.name) left |= state;
      else at.frame.jumps.break(name, state);
    },
  };
  const end = at.frame.walk.run(body, { ...at, frame: { ...at.frame, jumps } });
  return meet(end | left);
}
