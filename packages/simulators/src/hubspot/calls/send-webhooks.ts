/** CRM webhooks: batches of up to 100 events, signed v1 and v3, tried again on the virtual clock. */
import type { DeveloperApp } from '../developer-app.js';
import type { HubspotEngine } from '../hubspot-state.js';
import { isAccepted, type CallOutcome } from './call-outcome.js';
import { requireAppOrigin } from './require-app-origin.js';
import { sendSigned, type SigningOptions } from './send-signed.js';

/** Largest batch, tries and timeout. Source: HubSpot webhooks documentation, read 2026-11-20. */
const MAX_EVENTS_PER_REQUEST = 100;
const WEBHOOK_TIMEOUT_MS = 5_000;

/** Waits before tries 2 to 11: "up to 10 times spread over 24 hours"; HubSpot does not publish the steps. */
const RETRY_DELAYS_MS: readonly number[] = [1, 3, 10, 20, 45, 90, 180, 270, 360, 420].map(
  (minutes) => minutes * 60_000,
);

/** One event; what is missing gets a plausible value. */
export type WebhookEvent = Readonly<Record<string, unknown>> & {
  readonly subscriptionType: string;
  readonly portalId: number;
};

/** Events to send in one go, possibly of several portals. */
export interface WebhookDelivery {
  readonly app: DeveloperApp;
  readonly events: readonly WebhookEvent[];
  readonly signing?: SigningOptions;
}

/** Sends events; refused or unanswered batches come again later on the virtual clock. Answers the first tries. */
export async function sendWebhooks(
  engine: HubspotEngine,
  delivery: WebhookDelivery,
): Promise<readonly CallOutcome[]> {
  const events = delivery.events.map((event) => completeEvent(engine, delivery.app, event));
  const outcomes: CallOutcome[] = [];
  for (let start = 0; start < events.length; start += MAX_EVENTS_PER_REQUEST) {
    const batch = { ...delivery, events: events.slice(start, start + MAX_EVENTS_PER_REQUEST) };
    outcomes.push(await deliver(engine, batch, 0));
  }
  return outcomes;
}

async function deliver(
  engine: HubspotEngine,
  batch: WebhookDelivery,
  attemptNumber: number,
): Promise<CallOutcome> {
  const { app, events, signing } = batch;
  const outcome = await sendSigned({
    url: app.webhookUrl ?? `${requireAppOrigin(app)}/webhooks/hubspot`,
    clientSecret: app.clientSecret,
    body: JSON.stringify(events.map((event) => ({ ...event, attemptNumber }))),
    timeoutMs: WEBHOOK_TIMEOUT_MS,
    legacyVersion: 'v1',
    ...(signing === undefined ? {} : { signing }),
  });
  const delayMs = RETRY_DELAYS_MS[attemptNumber];
  if (!isAccepted(outcome) && delayMs !== undefined) {
    engine.clock.schedule({
      dueAt: engine.clock.now() + delayMs,
      name: `hubspot.webhook retry ${attemptNumber + 1}`,
      run: async () => {
        await deliver(engine, batch, attemptNumber + 1);
      },
    });
  }
  return outcome;
}

function completeEvent(engine: HubspotEngine, app: DeveloperApp, event: WebhookEvent): WebhookEvent {
  return {
    eventId: engine.ids.integer('event-id', { min: 1_000_000_000, max: 4_000_000_000 }),
    subscriptionId: 12_345,
    appId: app.appId,
    occurredAt: engine.clock.now(),
    attemptNumber: 0,
    changeSource: 'CRM',
    ...event,
  };
}
