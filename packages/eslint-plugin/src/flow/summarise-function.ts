/**
 * What a function does to what is known. Functions that call themselves are cut where they come back: such a call ends only through one of
 * the ways that do not call again, and those are walked anyway.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/utils';
import type { FoundFunction, FunctionNode } from '../values/found.js';
import type { Exit } from './jumps.js';
import { NEVER, UNASKED } from './knowledge.js';
import { either, oneOf } from './outcome.js';
import type { EarlyWork, Frame, Summary, Walk } from './walker.js';

/** Functions entered for one handler; what is called after that counts as unknown. */
const MOST_FUNCTIONS = 3_000;
const DEEPEST = 60;
/** A function that is given functions may be inside of itself this often: `withLog(withLog(handler))`. */
const DEEPEST_WRAPPING = 6;

/** The summary of a function, for a caller who awaits its result or does not. */
export function summariseFunction(
  called: FoundFunction,
  { isAwaited, walk }: { readonly isAwaited: boolean; readonly walk: Walk },
): Summary | null {
  const { node, place } = called;
  const kind = isAwaited ? 'awaited' : 'plain';
  const isPlain = place.bindings.size === 0;
  const known = isPlain ? walk.summaries.get(node)?.[kind] : undefined;
  if (known) return known;
  if (comesBack(node, { isPlain, walk })) {
    walk.counts.recursions += 1;
    return { outcome: either(NEVER), thrown: NEVER, exits: [], earlyWork: [] };
  }
  if (walk.stack.length >= DEEPEST || walk.counts.entered >= MOST_FUNCTIONS) return null;
  walk.counts.entered += 1;
  const recursionsBefore = walk.counts.recursions;
  walk.stack.push(node);
  const summary = walkFunction(called, { isAwaited, walk });
  walk.stack.pop();
  if (isPlain && walk.counts.recursions === recursionsBefore) {
    walk.summaries.set(node, { ...walk.summaries.get(node), [kind]: summary });
  }
  return summary;
}

function comesBack(node: FunctionNode, around: { readonly isPlain: boolean; readonly walk: Walk }): boolean {
  const times = around.walk.stack.filter((entered) => entered === node).length;
  return times >= (around.isPlain ? 1 : DEEPEST_WRAPPING);
}

function walkFunction(
  { node, place }: FoundFunction,
  { isAwaited, walk }: { readonly isAwaited: boolean; readonly walk: Walk },
): Summary {
  const exits: Exit[] = [];
  const earlyWork: EarlyWork[] = [];
  let thrown = NEVER;
  const ignore = (): void => undefined; // a `break` cannot leave a function
  const frame: Frame = {
    place: { ...place, depth: 0 },
    jumps: {
      return: (exit) => exits.push(exit),
      throw: (ways) => (thrown |= ways),
      break: ignore,
      continue: ignore,
    },
    isResultAwaited: isAwaited,
    earlyWork,
    walk,
  };
  const at = { state: UNASKED, frame, isAwaited };
  if (node.body.type === AST_NODE_TYPES.BlockStatement) {
    const end = walk.run(node.body, { ...at, isAwaited: false });
    if (end !== NEVER) exits.push({ outcome: { truthy: NEVER, falsy: end }, node });
  } else {
    exits.push({ outcome: walk.evaluate(node.body, at), node: node.body });
  }
  return { outcome: oneOf(...exits.map(({ outcome }) => outcome)), thrown, exits, earlyWork };
}
