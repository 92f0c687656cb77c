import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import type { Place } from '../values/found.js';
import { resolve } from '../values/resolve.js';
import { noArrivals, within } from './jumps.js';
import { meet, NEVER, type Knowledge } from './knowledge.js';
import { after, either, sidesOf, type Outcome } from './outcome.js';
import type { At } from './walker.js';

type LoopNode =
  | TSESTree.DoWhileStatement
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement
  | TSESTree.ForStatement
  | TSESTree.WhileStatement;

/** What is known after a loop. Its body may not run at all, unless it is known to run once. */
export function runLoop(node: LoopNode, at: At): Knowledge {
  const { walk } = at.frame;
  const valueOf = (expression: TSESTree.Node, state: Knowledge): Outcome =>
    walk.evaluate(expression, { ...at, state, isAwaited: false });
  const test = (state: Knowledge): Outcome => testOf(node, { state, valueOf });
  const breaks = noArrivals();
  const round = (state: Knowledge): Knowledge => {
    const continues = noArrivals();
    const jumps = within(at.frame.jumps, { labels: labelsOf(node), breaks, continues });
    const end = walk.run(node.body, { ...at, state, frame: { ...at.frame, jumps } });
    const next = meet(end | continues.ways);
    const update = node.type === AST_NODE_TYPES.ForStatement ? node.update : null;
    return update && next !== NEVER ? after(valueOf(update, next)) : next;
  };
  const entry = entryOf(node, { state: at.state, valueOf });
  const head = runsOnce(node, at.frame.place) ? round(entry) : entry;
  return meet(settle(head, { test, round }) | breaks.ways);
}

/** Goes round until nothing new is known at the test; what is known when the test says no. */
function settle(
  entry: Knowledge,
  {
    test,
    round,
  }: { readonly test: (state: Knowledge) => Outcome; readonly round: (state: Knowledge) => Knowledge },
): Knowledge {
  for (let head = entry; ;) {
    if (head === NEVER) return NEVER;
    const tested = sidesOf(test(head));
    const next = meet(head | round(tested.truthy));
    if (next === head) return tested.falsy;
    head = next;
  }
}

interface LoopState {
  readonly state: Knowledge;
  readonly valueOf: (expression: TSESTree.Node, state: Knowledge) => Outcome;
}

function entryOf(node: LoopNode, { state, valueOf }: LoopState): Knowledge {
  switch (node.type) {
    case AST_NODE_TYPES.ForStatement: {
      if (node.init?.type !== AST_NODE_TYPES.VariableDeclaration) {
        return node.init ? after(valueOf(node.init, state)) : state;
      }
      const inits = node.init.declarations.map(({ init }) => init).filter((init) => init !== null);
      return inits.reduce((known, init) => after(valueOf(init, known)), state);
    }
    case AST_NODE_TYPES.ForInStatement:
    case AST_NODE_TYPES.ForOfStatement:
      return after(valueOf(node.right, state));
    default:
      return state;
  }
}

function testOf(node: LoopNode, { state, valueOf }: LoopState): Outcome {
  if (node.type === AST_NODE_TYPES.ForInStatement || node.type === AST_NODE_TYPES.ForOfStatement) {
    return either(state);
  }
  return node.test ? valueOf(node.test, state) : { truthy: state, falsy: NEVER };
}

function runsOnce(node: LoopNode, place: Place): boolean {
  if (node.type === AST_NODE_TYPES.DoWhileStatement) return true;
  if (node.type !== AST_NODE_TYPES.ForOfStatement) return false;
  const list = resolve(node.right, place);
  if (list?.kind !== 'node' || list.node.type !== AST_NODE_TYPES.ArrayExpression) return false;
  return list.node.elements.some((element) => element?.type !== AST_NODE_TYPES.SpreadElement);
}

function labelsOf(node: TSESTree.Node): readonly string[] {
  const { parent } = node;
  return parent?.type === AST_NODE_TYPES.LabeledStatement ? [parent.label.name, ...labelsOf(parent)] : [];
}
