import { isPaymentError } from '../billing/payment-errors.js';
import { HOUR_MS, SECOND_MS } from '../kernel/instant.js';
import type { Logger } from '../kernel/logger.js';
import type { PortalId } from '../kernel/ids.js';
import type { AppParts } from './app-parts.js';
import { makeAppCtx, makeCtx } from './make-ctx.js';
import type {
  CronDailyEvent,
  HubspotWebhookEvent,
  StripeWebhookEvent,
  AppInstalledEvent,
} from './trigger-events.js';
import { withinTime } from './within-time.js';

/** A person waits for the install handlers. */
const INSTALL_LIMIT = { what: 'A handler of hubspot.app.installed', limitMs: 20 * SECOND_MS };
/** A day's work may take its time, but the next day's must come. */
const CRON_LIMIT = { what: 'A handler of cron.daily', limitMs: HOUR_MS };

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

/** Runs the author's `hubspot.webhook` handlers for one entry of a batch. A portal that has not paid is skipped: no retry helps it. */
export async function runHubspotWebhook(
  parts: AppParts,
  logger: Logger,
  webhook: { portalId: PortalId; event: HubspotWebhookEvent },
): Promise<void> {
  const { portalId, event } = webhook;
  for (const handler of parts.definition.triggers['hubspot.webhook']) {
    try {
      await handler({ ...(await makeCtx(parts, logger, portalId)), event });
    } catch (error) {
      if (!isPaymentError(error)) throw error;
      logger.log('info', 'webhook skipped: not paid', { portalId, code: error.code });
    }
  }
}

/** Runs the author's `cron.daily` handlers; one that fails is logged and keeps no other from its turn. */
export async function runCronDaily(parts: AppParts, logger: Logger, event: CronDailyEvent): Promise<void> {
  for (const handler of parts.definition.triggers['cron.daily']) {
    try {
      await withinTime(CRON_LIMIT, () => handler({ ...makeAppCtx(parts, logger), event }));
    } catch (error) {
      logger.log('error', 'cron.daily handler failed', { error });
    }
  }
}
