import type { TSESTree } from '@typescript-eslint/utils';
import type { Jumps } from './jumps.js';
import { DENIED, meet, meetInCatch, NEVER, PASSED, STATES, type Knowledge } from './knowledge.js';
import { noteNearMiss, type At } from './walker.js';

/** What is known after `try`, `catch` and `finally`. */
export function runTry(node: TSESTree.TryStatement, at: At): Knowledge {
  const { finalizer } = node;
  if (!finalizer) return runCaught(node, at);
  const known = new Map<Knowledge, Knowledge>();
  const finish = (state: Knowledge): Knowledge => {
    const end = known.get(state) ?? at.frame.walk.run(finalizer, { ...at, state });
    known.set(state, end);
    return end;
  };
  const jumps = finishing(at.frame.jumps, finish);
  const end = runCaught(node, { ...at, frame: { ...at.frame, jumps } });
  return end === NEVER ? NEVER : finish(end);
}

function runCaught({ block, handler }: TSESTree.TryStatement, at: At): Knowledge {
  const { walk } = at.frame;
  if (!handler) return walk.run(block, at);
  let thrown = at.state; // the first thing in the block may throw, whatever it is
  const jumps: Jumps = { ...at.frame.jumps, throw: (ways) => (thrown |= ways) };
  const end = walk.run(block, { ...at, frame: { ...at.frame, jumps } });
  const caught = walk.run(handler.body, { ...at, state: meetInCatch(thrown) });
  const isSwallowed = (thrown & DENIED) !== 0 && caught !== NEVER && caught !== PASSED && end === PASSED;
  if (isSwallowed) noteNearMiss(at.frame, { kind: 'swallowed', node: handler });
  return meet(end | caught);
}

/** Jumps out of a `try` that pass through its `finally` first, which may go elsewhere. */
function finishing(outer: Jumps, finish: (state: Knowledge) => Knowledge): Jumps {
  const finishAll = (ways: Knowledge): Knowledge =>
    STATES.filter((state) => (ways & state) !== 0).reduce((all, state) => all | finish(state), NEVER);
  return {
    return({ outcome, node }) {
      const truthy = finishAll(outcome.truthy);
      const falsy = finishAll(outcome.falsy);
      if (truthy !== NEVER || falsy !== NEVER) outer.return({ outcome: { truthy, falsy }, node });
    },
    throw(thrown) {
      const ways = finishAll(thrown);
      if (ways !== NEVER) outer.throw(ways);
    },
    break(label, state) {
      const end = finish(state);
      if (end !== NEVER) outer.break(label, end);
    },
    continue(label, state) {
      const end = finish(state);
      if (end !== NEVER) outer.continue(label, end);
    },
  };
}
