import { accountKey } from '../billing/billing-engine.js';
import { BillingUnavailable } from '../billing/payment-errors.js';
import type { AccountReading } from '../billing/ports/billing-store.js';
import { isHsxError } from '../kernel/hsx-error.js';
import type { PortalId } from '../kernel/ids.js';
import type { Logger } from '../kernel/logger.js';
import type { AppParts } from './app-parts.js';
import type { Ctx } from './ctx.js';
import { ctxOf } from './make-ctx.js';

/** Makes a `ctx` with what one call adds to it, such as its user. */
export type OpenCtx = <More extends object>(more: More) => Promise<Ctx & More>;

/**
 * Makes the contexts of one request: one store read a portal, however many executions of it come together. A store that cannot be read
 * means that nobody can say now who has paid: BILLING_UNAVAILABLE, which each surface says in its own way.
 */
export function ctxOpener(parts: AppParts, logger: Logger): (portalId: PortalId) => OpenCtx {
  const readings = new Map<PortalId, Promise<AccountReading>>();
  const readOnce = (portalId: PortalId) => {
    const reading = readings.get(portalId) ?? read(parts, portalId);
    readings.set(portalId, reading);
    return reading;
  };
  return (portalId) => async (more) =>
    ctxOf(parts, { logger, portalId, reading: await readOnce(portalId) }, more);
}

async function read({ engine }: AppParts, portalId: PortalId): Promise<AccountReading> {
  try {
    return await engine.store.read(accountKey(engine, portalId));
  } catch (error) {
    if (!isHsxError(error, 'STORE_UNAVAILABLE')) throw error;
    throw new BillingUnavailable('the entitlement row cannot be read.', error);
  }
}
