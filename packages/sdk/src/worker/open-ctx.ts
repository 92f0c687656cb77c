import { BillingUnavailable } from '../billing/payment-errors.js';
import { isHsxError } from '../kernel/hsx-error.js';
import type { PortalId } from '../kernel/ids.js';
import type { Logger } from '../kernel/logger.js';
import type { AppParts } from './app-parts.js';
import type { Ctx } from './ctx.js';
import { makeCtx } from './make-ctx.js';

/** Makes the `ctx` of a portal for one request. */
export type OpenCtx = (portalId: PortalId) => Promise<Ctx>;

/**
 * Makes the contexts of one request: one store read a portal, however many executions of it come together. A store that cannot be read
 * means that nobody can say now who has paid: BILLING_UNAVAILABLE, which each surface says in its own way.
 */
export function ctxOpener(parts: AppParts, logger: Logger): OpenCtx {
  const opened = new Map<PortalId, Promise<Ctx>>();
  return (portalId) => {
    const known = opened.get(portalId);
    if (known) return known;
    const ctx = open(parts, logger, portalId);
    opened.set(portalId, ctx);
    return ctx;
  };
}

async function open(parts: AppParts, logger: Logger, portalId: PortalId): Promise<Ctx> {
  try {
    return await makeCtx(parts, logger, portalId);
  } catch (error) {
    if (!isHsxError(error, 'STORE_UNAVAILABLE')) throw error;
    throw new BillingUnavailable('the entitlement row cannot be read.', error);
  }
}
