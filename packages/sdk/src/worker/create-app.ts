/** A worker definition come to life: answers requests and works off what is due. The runtime only listens and keeps the time. */
import type { BillingEngine } from '../billing/billing-engine.js';
import type { EventOutcome } from '../billing/ports/inbox.js';
import { processPortalEvents } from '../billing/shell/process-portal-events.js';
import { tick, type TickReport } from '../billing/shell/tick.js';
import type { AdminPort } from '../contract/admin/admin-operations.js';
import { createAdminPort } from './admin/create-admin-port.js';
import type { AppParts } from './app-parts.js';
import { createAuthorHooks } from './author-hooks.js';
import { HUBSPOT_EVENT_PREFIX } from './hubspot-batch.js';
import { HsxError } from '../kernel/hsx-error.js';
import { SECOND_MS } from '../kernel/instant.js';
import type { Logger } from '../kernel/logger.js';
import { createPlanTableChange } from './plan-table-change.js';
import { createRouter } from './router/create-router.js';
import type { RequestRuntime } from './router/request-scope.js';
import { runDaily } from './run-daily.js';
import { createGapFiller } from './run-gap-filler.js';
import { createNightlyReconcile } from './run-reconcile.js';
import { createUsageReporter } from './run-usage-reports.js';
import { runHubspotWebhook, runStripeWebhook } from './run-triggers.js';
import { createTokenResealer } from './secrets/reseal-tokens.js';
import { createSyncRunner } from './sync/create-sync-runner.js';
import { createTokenHealth } from './token-health.js';
import type { HubspotWebhookEvent, StripeWebhookEvent } from './trigger-events.js';
import { withinTime } from './within-time.js';

/** Longest wait for the handlers of one stored event; less than the lease on it, so that no second run begins meanwhile. */
const HANDLER_LIMIT_MS = 30 * SECOND_MS;

/** A running app. */
export interface App {
  /** What operators ask of it, on its own store. */
  readonly admin: AdminPort;
  /** Answers one request; `runtime`: what the runtime does better for it than the web's `Request` does. */
  readonly fetch: (request: Request, runtime?: RequestRuntime) => Promise<Response>;
  /** Works off what billing has due now: webhooks, accounts, effects. */
  tick(): Promise<TickReport>;
  /** Works off HubSpot's stored webhooks, portal by portal; answers how many. Apart from `tick`, since an author's code runs in it. */
  runWebhooks(): Promise<number>;
  /**
   * Runs the syncs whose time has come; answers how many runs came to their end. Apart from `tick`, as `runDaily` is: an author's code that hangs must
   * not hold billing up. It may be called several times at once: each call works off portals of its own.
   */
  runSyncs(): Promise<number>;
  /** Runs the day's `cron.daily` when it has not run; answers whether it ran. */
  runDaily(): Promise<boolean>;
  /** Every ten minutes, looks for webhooks that were never delivered. */
  fillGap(): Promise<void>;
  /** Seals tokens anew while `HSX_SECRET` is rotated; every hour, tries the refresh tokens whose turn has come: a dead one is an uninstall. */
  tryTokens(): Promise<void>;
  /** Once a day, from `reconcile_hour` on, compares all portals with the provider, a part of it a call. */
  runReconcile(): Promise<void>;
  /** Reports metered usage of the hours that are over, and once a day compares it with the provider's meters. */
  reportUsage(): Promise<void>;
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
  const decidePlanTableChange = createPlanTableChange(parts);
  return {
    admin: createAdminPort(parts),
    fetch: (request, runtime = {}) => Promise.resolve(router.fetch(request, runtime)),
    async tick() {
      await decidePlanTableChange();
      return tick(engine);
    },
    runWebhooks: () => processPortalEvents(engine),
    runSyncs: createSyncRunner(parts),
    runDaily: () => runDaily(parts),
    fillGap: createGapFiller(parts),
    tryTokens: inTurn(createTokenResealer(parts), createTokenHealth(parts)),
    runReconcile: createNightlyReconcile(parts),
    reportUsage: createUsageReporter(parts),
  };
}

function inTurn(...jobs: readonly (() => Promise<unknown>)[]): () => Promise<void> {
  return async () => {
    for (const job of jobs) await job();
  };
}

/** The author's handlers see stored events only after their signature held, and again when they failed. */
async function handleEvent(
  parts: AppParts,
  payload: unknown,
  event: { eventId: string; type: string },
): Promise<EventOutcome> {
  if (payload === null) throw unreadable(event);
  const logger = parts.engine.logger.with({ eventId: event.eventId });
  return withinTime({ what: `A handler of ${event.type}`, limitMs: HANDLER_LIMIT_MS }, () =>
    runHandlers(parts, logger, { payload, type: event.type }),
  );
}

async function runHandlers(
  parts: AppParts,
  logger: Logger,
  { payload, type }: { payload: unknown; type: string },
): Promise<EventOutcome> {
  if (!type.startsWith(HUBSPOT_EVENT_PREFIX)) {
    await runStripeWebhook(parts, logger, payload as StripeWebhookEvent);
    return { kind: 'handled' };
  }
  const entry = payload as HubspotWebhookEvent;
  return runHubspotWebhook(parts, logger, { portalId: entry.portalId, event: entry });
}

function unreadable({ eventId }: { eventId: string }): HsxError {
  return new HsxError({
    code: 'ENVIRONMENT_INVALID',
    message: `The stored body of webhook ${eventId} does not open with any key of HSX_SECRET; no handler was run.`,
    hint: 'When the secret was changed, add the former one to HSX_SECRET after a comma. Bodies older than 30 days are gone.',
  });
}
