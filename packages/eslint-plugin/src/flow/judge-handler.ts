import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceModule } from '../source/source-module.js';
import type { FoundFunction } from '../values/found.js';
import { evaluateExpression } from './evaluate-expression.js';
import { DENIED, UNASKED } from './knowledge.js';
import { waysOf } from './outcome.js';
import { runStatement } from './run-statement.js';
import { summariseFunction } from './summarise-function.js';
import { withWayOut } from './way-out.js';
import type { EarlyWork, MissedAt, NearMiss, Walk } from './walker.js';

/** What is wrong with a handler; null when every way through it asks first. */
export type Verdict =
  | {
      readonly kind: 'leak';
      /** Where it ends without having asked. */
      readonly end: TSESTree.Node;
      readonly module: SourceModule;
      /** A check that stands there and does not help, if there is one. */
      readonly miss: (MissedAt & { readonly why: NearMiss }) | null;
      /** Whether a check was asked on that way and its refusal not passed on. */
      readonly isDenied: boolean;
      /** Whether any check was met on the way. */
      readonly asksSomewhere: boolean;
    }
  | { readonly kind: 'early'; readonly work: EarlyWork }
  | null;

const SEVEREST_FIRST: readonly NearMiss[] = ['notAwaited', 'resultIgnored', 'swallowed', 'inCallback'];

/** What the judgement depends on besides the code. */
export interface JudgeOptions {
  /** Names of the app's own functions that throw unless the portal has paid. */
  readonly checkFunctions: readonly string[];
  /** Whether a refusal must be thrown: what runs before a sync stops it only so. An answer to somebody may be a refusal. */
  readonly mustThrow: boolean;
}

/** Walks every way through a handler, through the functions it calls, too. */
export function judgeHandler(handler: FoundFunction, { checkFunctions, mustThrow }: JudgeOptions): Verdict {
  const walk = newWalk(checkFunctions);
  const summary = walk.summarise(handler, { isAwaited: true });
  const leaking = mustThrow ? UNASKED | DENIED : UNASKED;
  const leak = summary?.exits.find(({ outcome }) => (waysOf(outcome) & leaking) !== 0);
  if (leak) {
    const why = SEVEREST_FIRST.find((kind) => walk.nearMisses.has(kind));
    const missed = why && walk.nearMisses.get(why);
    return {
      kind: 'leak',
      end: leak.node,
      module: handler.place.module,
      miss: why && missed ? { ...missed, why } : null,
      isDenied: (waysOf(leak.outcome) & UNASKED) === 0,
      asksSomewhere: walk.counts.checks > 0,
    };
  }
  const work = summary?.earlyWork[0];
  return work ? { kind: 'early', work } : null;
}

function newWalk(checkFunctions: readonly string[]): Walk {
  const walk: Walk = {
    checkFunctions,
    ...withWayOut({ run: runStatement, evaluate: evaluateExpression }),
    summarise: (called, { isAwaited }) => summariseFunction(called, { isAwaited, walk }),
    remembered: new Map(),
    nearMisses: new Map(),
    stack: [],
    summaries: new Map(),
    counts: { entered: 0, recursions: 0, checks: 0 },
  };
  return walk;
}
