/**
 * Code on the way out of a refusal is walked as if nothing were known, and "nothing" then means "was denied". So a second check that only
 * some of it reaches makes nobody there a stranger again, while one that all of it reaches lets it back in.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Jumps } from './jumps.js';
import { DENIED, knowing, UNASKED, type Knowledge } from './knowledge.js';
import type { Outcome } from './outcome.js';
import type { At, Walk } from './walker.js';

/** A walk whose statements and expressions are told apart by whether they are on the way out. */
export function withWayOut({
  run,
  evaluate,
}: Pick<Walk, 'run' | 'evaluate'>): Pick<Walk, 'run' | 'evaluate'> {
  return {
    run: (node: TSESTree.Node, at) =>
      at.state === DENIED ? denied(run(node, asStranger(at))) : run(node, at),
    evaluate: (node: TSESTree.Node, at) =>
      at.state === DENIED ? deniedOutcome(evaluate(node, asStranger(at))) : evaluate(node, at),
  };
}

function asStranger(at: At): At {
  const { jumps } = at.frame;
  const onTheWayOut: Jumps = {
    return: ({ outcome, node }) => jumps.return({ outcome: deniedOutcome(outcome), node }),
    throw: (thrown) => jumps.throw(denied(thrown)),
    break: (label, state) => jumps.break(label, denied(state)),
    continue: (label, state) => jumps.continue(label, denied(state)),
  };
  return { ...at, state: UNASKED, frame: { ...at.frame, jumps: onTheWayOut, earlyWork: [] } };
}

function denied(ways: Knowledge): Knowledge {
  return knowing(DENIED, ways);
}

function deniedOutcome({ truthy, falsy }: Outcome): Outcome {
  return { truthy: denied(truthy), falsy: denied(falsy) };
}
