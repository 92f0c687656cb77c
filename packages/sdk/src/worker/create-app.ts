/** A worker definition come to life: answers requests and works off what is due. The runtime only listens and keeps the time. */
import type { BillingEngine } from '../billing/billing-engine.js';
import { tick, type TickReport } from '../billing/shell/tick.js';
import type { AppParts } from './app-parts.js';
import { createAuthorHooks } from './author-hooks.js';
import { HUBSPOT_EVENT_PREFIX } from './hubspot-batch.js';
import { createRouter } from './router/create-router.js';
import { runDaily } from './run-daily.js';
import { runHubspotWebhook, runStripeWebhook } from './run-triggers.js';
import { runSyncs } from './run-syncs.js';
import type { HubspotWebhookEvent, StripeWebhookEvent } from './trigger-events.js';

/** A running app. */
export interface App {
  /** Answers one request. */
  fetch(request: Request): Promise<Response>;
  /** Works off everything that is due now: webhooks, accounts, effects, syncs, the day's cron. */
  tick(): Promise<TickReport>;
}

/** What {@link createApp} needs: the engine without the handlers it gets from the worker. */
export type AppOptions = Omit<AppParts, 'engine'> & {
  readonly engine: Omit<BillingEngine, 'eventHandlers' | 'hasEventHandlers' | 'authorHooks'>;
};

/** Makes the app of a worker definition. */
export function createApp(options: AppOptions): App {
  const engine: BillingEngine = {
    ...options.engine,
    hasEventHandlers: options.definition.triggers['stripe.webhook'].length > 0,
    eventHandlers: (payload, event) => handleEvent(parts, payload, event),
    authorHooks: createAuthorHooks(() => parts),
  };
  const parts: AppParts = { ...options, engine };
  const router = createRouter(parts);
  return {
    fetch: async (request) => router.fetch(request),
    async tick() {
      const report = await tick(engine);
      await runSafely(parts, 'syncs', () => runSyncs(parts));
      await runSafely(parts, 'cron.daily', () => runDaily(parts));
      return report;
    },
  };
}

/** The author's handlers see stored events only after their signature held, and again when they failed. */
async function handleEvent(
  parts: AppParts,
  payload: unknown,
  event: { eventId: string; type: string },
): Promise<void> {
  const logger = parts.engine.logger.with({ eventId: event.eventId });
  if (!event.type.startsWith(HUBSPOT_EVENT_PREFIX)) {
    return runStripeWebhook(parts, logger, payload as StripeWebhookEvent);
  }
  const entry = payload as HubspotWebhookEvent;
  return runHubspotWebhook(parts, logger, { portalId: entry.portalId, event: entry });
}

/** One failing author handler must not keep the others, or billing, from their turn. */
async function runSafely(parts: AppParts, name: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    parts.engine.logger.log('error', 'scheduled work failed', { name, error });
  }
}
