/** One work for every portal that has the app: a portal that has not paid, cannot be asked about or fails keeps no other from its turn. */
import { isPaymentError } from '../billing/payment-errors.js';
import { isHsxError } from '../kernel/hsx-error.js';
import type { PortalId } from '../kernel/ids.js';
import type { Logger } from '../kernel/logger.js';
import type { AppParts } from './app-parts.js';
import type { Ctx, PortalCounts } from './ctx.js';
import { makeCtx } from './make-ctx.js';

const PAGE = 500;

/** What is done, and for whom. */
export interface PortalWork {
  readonly logger: Logger;
  /** Null: every portal that has the app. */
  readonly only: ReadonlySet<PortalId> | null;
  run(ctx: Ctx): Promise<void>;
}

/** Whether billing could not be asked: nothing is said about payment, and a later try may succeed. */
export function isBillingOutage(error: unknown): boolean {
  return isHsxError(error, 'BILLING_UNAVAILABLE') || isHsxError(error, 'STORE_UNAVAILABLE');
}

/** Does the work; answers what became of it and which portals were put off. Throws STORE_UNAVAILABLE when the portals cannot be listed. */
export async function forEachPortal(
  parts: AppParts,
  work: PortalWork,
): Promise<PortalCounts & { readonly deferredPortals: readonly PortalId[] }> {
  const counts = { ran: 0, skipped: 0, deferred: 0, failed: 0 };
  const deferredPortals: PortalId[] = [];
  for await (const portalId of portalsOf(parts, work.only)) {
    const outcome = await runFor(parts, work, portalId);
    counts[outcome] += 1;
    if (outcome === 'deferred') deferredPortals.push(portalId);
  }
  return { ...counts, deferredPortals };
}

async function runFor(parts: AppParts, work: PortalWork, portalId: PortalId): Promise<keyof PortalCounts> {
  try {
    await work.run(await makeCtx(parts, work.logger, portalId));
    return 'ran';
  } catch (error) {
    if (isPaymentError(error)) {
      work.logger.log('info', 'skipped: not paid', { portalId, code: error.code, paused: 'billing' });
      return 'skipped';
    }
    const isOutage = isBillingOutage(error);
    work.logger.log(isOutage ? 'warn' : 'error', isOutage ? 'put off' : 'failed', { portalId, error });
    return isOutage ? 'deferred' : 'failed';
  }
}

async function* portalsOf({ engine }: AppParts, only: ReadonlySet<PortalId> | null): AsyncIterable<PortalId> {
  let after: PortalId | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof engine.store.scan>> = await engine.store.scan(engine.scope, {
      after,
      limit: PAGE,
    });
    for (const { key, install } of page) {
      after = key.portalId;
      if (install?.uninstalledAt === null && (only === null || only.has(key.portalId))) yield key.portalId;
    }
    if (page.length < PAGE) return;
  }
}
