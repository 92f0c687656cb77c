import type { TSESTree } from '@typescript-eslint/utils';
import type { Found, FoundFunction } from '../values/found.js';

/** What HubSpot or the clock calls. */
export type SurfaceKind = 'action' | 'tool' | 'function' | 'sync';

/** One declaration: `worker.action(…)`, `worker.tool(…)`, `worker.fn(…)` or `worker.sync(…)`. */
export interface Surface {
  readonly kind: SurfaceKind;
  /** As declared; of a sync the objects it writes. */
  readonly name: string;
  readonly call: TSESTree.CallExpression;
  /** The options, where options are given and can be seen. */
  readonly options: Found | null;
  /** What may run: more than one behind a `? :`. Null when the code that runs cannot be seen. */
  readonly handlers: readonly FoundFunction[] | null;
  /** A sync whose options can be seen and hold no `beforeRun`. */
  readonly lacksBeforeRun: boolean;
}

/** Called by the app itself and never published (HS-X's own names). */
const INTERNAL_ACTIONS: ReadonlySet<string> = new Set(['reconcileBilling', 'downgradeReconcile']);

/** Whether the surface is the engine's own, which nobody pays for. */
export function isInternal({ kind, name }: Pick<Surface, 'kind' | 'name'>): boolean {
  return kind === 'action' && INTERNAL_ACTIONS.has(name);
}
