import { accountKey, keyText } from '../../billing/billing-engine.js';
import { observe } from '../../billing/shell/observe.js';
import type { PortalId } from '../../kernel/ids.js';
import type { AppParts } from '../app-parts.js';
import type { RouteContext } from './request-scope.js';

/**
 * Reads the provider because a person came back from one of its pages. Visits that come together share one read and the writes that
 * follow from it; a provider that is down is logged, since the person is better served by the row as it was than by an error.
 */
export async function observeVisit(
  context: RouteContext,
  parts: AppParts,
  portalId: PortalId,
): Promise<void> {
  const { engine } = parts;
  const key = accountKey(engine, portalId);
  try {
    await engine.coalescer.run(`visit:${keyText(key)}`, () => observe(engine, key));
  } catch (error) {
    context.var.logger.log('warn', 'visit without a fresh reading of the provider', { portalId, error });
  }
}
