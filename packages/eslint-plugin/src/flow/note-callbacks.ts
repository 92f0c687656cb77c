import type { TSESTree } from '@typescript-eslint/utils';
import { asFunction } from '../values/is-function.js';
import { resolve } from '../values/resolve.js';
import { PASSED } from './knowledge.js';
import { waysOf } from './outcome.js';
import { noteNearMiss, type At } from './walker.js';

/** Notes functions that are handed to somebody who may never call them, or does not wait for them, and that hold a check. */
export function noteCallbacks(args: readonly TSESTree.Node[], { frame }: Pick<At, 'frame'>): void {
  for (const argument of args) {
    const callback = asFunction(resolve(argument, frame.place));
    const summary = callback && frame.walk.summarise(callback, { isAwaited: true });
    if (summary && (waysOf(summary.outcome) & PASSED) !== 0)
      noteNearMiss(frame, { kind: 'inCallback', node: argument });
  }
}
