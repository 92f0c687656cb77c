/** What the parts of the walk through a handler's code need of one another. They meet in `judge-handler.ts`. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceModule, Variable } from '../source/source-module.js';
import type { FoundFunction, FunctionNode, Place } from '../values/found.js';
import type { Exit, Jumps } from './jumps.js';
import type { Knowledge } from './knowledge.js';
import type { Outcome } from './outcome.js';

/** A point in the code. */
export interface At {
  readonly state: Knowledge;
  readonly frame: Frame;
  /** Whether the value is awaited here, so that a promise in it counts as kept. */
  readonly isAwaited: boolean;
}

/** One function on its way. */
export interface Frame {
  readonly place: Place;
  readonly jumps: Jumps;
  /** Whether the caller awaits what the function returns. */
  readonly isResultAwaited: boolean;
  /** Filled with work that was done before anything was asked, the first first. */
  readonly earlyWork: EarlyWork[];
  readonly walk: Walk;
}

/** Something that costs money or leaves a trace. */
export interface EarlyWork {
  readonly node: TSESTree.Node;
  readonly module: SourceModule;
  /** As it is written, such as `ctx.http.post`. */
  readonly what: string;
}

/** What a function does to what is known, for a caller who knows nothing. */
export interface Summary {
  readonly outcome: Outcome;
  /** What is known where it throws. */
  readonly thrown: Knowledge;
  readonly exits: readonly Exit[];
  readonly earlyWork: readonly EarlyWork[];
}

/** Why a check that stands in the code does not protect. */
export type NearMiss = 'notAwaited' | 'resultIgnored' | 'swallowed' | 'inCallback';

/** Where a near miss is. */
export interface MissedAt {
  readonly node: TSESTree.Node;
  readonly module: SourceModule;
}

/** One handler's walk: the parts, and what they write down. */
export interface Walk {
  /** Names of the app's own functions that throw unless the portal has paid. */
  readonly checkFunctions: readonly string[];
  run(statement: TSESTree.Node, at: At): Knowledge;
  evaluate(expression: TSESTree.Node, at: At): Outcome;
  /** Null when the walk has gone far enough. */
  summarise(called: FoundFunction, options: { readonly isAwaited: boolean }): Summary | null;
  /** What constants were found to say, by name. */
  readonly remembered: Map<Variable, Outcome>;
  readonly nearMisses: Map<NearMiss, MissedAt>;
  /** Functions the walk is in, the innermost last. */
  readonly stack: FunctionNode[];
  readonly summaries: Map<FunctionNode, Readonly<Partial<Record<'awaited' | 'plain', Summary>>>>;
  /** Mutable counts: functions entered, calls back into one that is being walked, checks that were met. */
  readonly counts: { entered: number; recursions: number; checks: number };
}

/** Notes a near miss; the first of its kind is the one reported. */
export function noteNearMiss(
  { place, walk }: Frame,
  { kind, node }: { readonly kind: NearMiss; readonly node: TSESTree.Node },
): void {
  if (!walk.nearMisses.has(kind)) walk.nearMisses.set(kind, { node, module: place.module });
}
