import type { WorkerPlugin } from './worker-definition.js';

/**
 * Does the whole of billing: `worker.use(billing())`. Checkout after install, webhooks, the portal-to-customer mapping, trials and
 * the row, with the guarantees the hand-wired style leaves to its author.
 */
export function billing(): WorkerPlugin {
  return { kind: 'billing' };
}
