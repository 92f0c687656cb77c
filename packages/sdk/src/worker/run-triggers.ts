import { isPaymentError } from '../billing/payment-errors.js';
import type { EventOutcome } from '../billing/ports/inbox.js';
import { SECOND_MS } from '../kernel/instant.js';
import type { Logger } from '../kernel/logger.js';
import type { PortalId } from '../kernel/ids.js';
import type { AppParts } from './app-parts.js';
import { makeAppCtx, makeCtx } from './make-ctx.js';
import type { HubspotWebhookEvent, StripeWebhookEvent, AppInstalledEvent } from './trigger-events.js';
import { withinTime } from './within-time.js';

/** A person waits for the install handlers. */
const INSTALL_LIMIT = { what: 'A handler of hubspot.app.installed', limitMs: 20 * SECOND_MS };

/** Runs the install handlers in order; the last redirect wins. What a handler throws reaches the caller. */
export async function runInstalled(
  parts: AppParts,
  logger: Logger,
  event: AppInstalledEvent,
): Promise<string | null> {
  let redirect: string | null = null;
  for (const handler of parts.definition.triggers['hubspot.app.installed']) {
    const ctx = { ...(await makeCtx(parts, logger, event.portalId)), event };
    const answer = await withinTime(INSTALL_LIMIT, () => handler(ctx));
    if (answer?.redirect) redirect = answer.redirect;
  }
  return redirect;
}

/** Runs the author's `stripe.webhook` handlers. */
export async function runStripeWebhook(
  parts: AppParts,
  logger: Logger,
  event: StripeWebhookEvent,
): Promise<void> {
  for (const handler of parts.definition.triggers['stripe.webhook']) {
    await handler({ ...makeAppCtx(parts, logger), event });
  }
}

/**
 * Runs the author's `hubspot.webhook` handlers for one entry of a batch. A handler that the portal has not paid for is skipped and counted: no
 * retry helps it. Throws what a handler throws otherwise, a billing outage too, and the entry is tried again.
 */
export async function runHubspotWebhook(
  parts: AppParts,
  logger: Logger,
  webhook: { portalId: PortalId; event: HubspotWebhookEvent },
): Promise<EventOutcome> {
  const { portalId, event } = webhook;
  let outcome: EventOutcome = { kind: 'handled' };
  for (const handler of parts.definition.triggers['hubspot.webhook']) {
    try {
      await handler({ ...(await makeCtx(parts, logger, portalId)), event });
    } catch (error) {
      if (!isPaymentError(error)) throw error;
      logger.log('info', 'webhook skipped: not paid', { portalId, code: error.code });
      outcome = { kind: 'skipped', reason: error.code };
    }
  }
  return outcome;
}
