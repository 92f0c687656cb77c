import { paint } from '../../terminal/paint.js';

/** Says how to go on when there is more. */
export function nextPageLine(next: string | null): readonly string[] {
  return next === null ? [] : ['', paint('soft', `There are more: add --after ${next}, or --all.`)];
}
