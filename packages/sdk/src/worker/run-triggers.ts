import type { Logger } from '../kernel/logger.js';
import type { PortalId } from '../kernel/ids.js';
import type { AppParts } from './app-parts.js';
import { makeAppCtx, makeCtx } from './make-ctx.js';
import type { CronDailyEvent, HubspotWebhookEvent, StripeWebhookEvent, AppInstalledEvent } from './trigger-events.js';

/** Runs the install handlers in order; the last redirect wins. What a handler throws reaches the caller. */
export async function runInstalled(parts: AppParts, logger: Logger, event: AppInstalledEvent): Promise<string | null> {
  let redirect: string | null = null;
  for (const handler of parts.definition.triggers['hubspot.app.installed']) {
    const ctx = { ...(await makeCtx(parts, logger, event.portalId)), event };
    const answer = await handler(ctx);
    if (answer?.redirect) redirect = answer.redirect;
  }
  return redirect;
}

/** Runs the author's `stripe.webhook` handlers. */
export async function runStripeWebhook(parts: AppParts, logger: Logger, event: StripeWebhookEvent): Promise<void> {
  for (const handler of parts.definition.triggers['stripe.webhook']) {
    await handler({ ...makeAppCtx(parts, logger), event });
  }
}

/** Runs the author's `hubspot.webhook` handlers for one entry of a batch. */
export async function runHubspotWebhook(
  parts: AppParts,
  logger: Logger,
  webhook: { portalId: PortalId; event: HubspotWebhookEvent },
): Promise<void> {
  for (const handler of parts.definition.triggers['hubspot.webhook']) {
    await handler({ ...(await makeCtx(parts, logger, webhook.portalId)), event: webhook.event });
  }
}

/** Runs the author's `cron.daily` handlers. */
export async function runCronDaily(parts: AppParts, logger: Logger, event: CronDailyEvent): Promise<void> {
  for (const handler of parts.definition.triggers['cron.daily']) {
    await handler({ ...makeAppCtx(parts, logger), event });
  }
}
