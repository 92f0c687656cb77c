import type { Mode } from '../../kernel/ids.js';

/** Which rows are meant: every table is keyed by app and mode first. */
export interface Scope {
  readonly app: string;
  readonly mode: Mode;
}
