import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import { noArrivals, within } from './jumps.js';
import { meet, NEVER, type Knowledge } from './knowledge.js';
import { after, sidesOf } from './outcome.js';
import type { At } from './walker.js';

/** What is known after a `switch`. Without a `default` there is a way past all of its cases. */
export function runSwitch({ discriminant, cases }: TSESTree.SwitchStatement, at: At): Knowledge {
  const { walk } = at.frame;
  const entries = entriesOf(
    cases,
    { ...at, state: after(walk.evaluate(discriminant, plain(at))) },
    isTrue(discriminant),
  );
  const breaks = noArrivals();
  const frame = { ...at.frame, jumps: within(at.frame.jumps, { labels: [], breaks }) };
  const end = cases.reduce((fallen, { consequent }, index) => {
    const entry = meet(fallen | (entries.cases[index] ?? NEVER));
    return consequent.reduce((state, statement) => walk.run(statement, { ...at, state, frame }), entry);
  }, NEVER);
  return meet(end | breaks.ways | entries.past);
}

/** What is known where each case begins, and past all of them. */
function entriesOf(
  cases: readonly TSESTree.SwitchCase[],
  at: At,
  comparesWithTrue: boolean,
): { readonly cases: readonly Knowledge[]; readonly past: Knowledge } {
  let pending = at.state;
  const tested = cases.map(({ test }) => {
    if (!test || pending === NEVER) return NEVER;
    const outcome = at.frame.walk.evaluate(test, { ...plain(at), state: pending });
    const sides = sidesOf(outcome);
    pending = comparesWithTrue ? sides.falsy : after(outcome);
    return comparesWithTrue ? sides.truthy : after(outcome);
  });
  const hasDefault = cases.some(({ test }) => !test);
  const entries = tested.map((entry, index) => (cases[index]?.test ? entry : pending));
  return { cases: entries, past: hasDefault ? NEVER : pending };
}

/** `switch (true)` is a chain of `if`s. */
function isTrue(node: TSESTree.Expression): boolean {
  return node.type === AST_NODE_TYPES.Literal && node.value === true;
}

function plain(at: At): At {
  return { ...at, isAwaited: false };
}
