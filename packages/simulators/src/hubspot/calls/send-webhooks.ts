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

/**
 * Sends events; refused or unanswered batches come again later on the virtual clock. Answers the first tries of what left
 * now: what the fault plan lost or delayed is not among them.
 */
export async function sendWebhooks(
  engine: HubspotEngine,
  delivery: WebhookDelivery,
): Promise<readonly CallOutcome[]> {
  const events = delivery.events.map((event) => completeEvent(engine, delivery.app, event));
  const leaving: WebhookDelivery[] = [];
  for (let start = 0; start < events.length; start += MAX_EVENTS_PER_REQUEST) {
    const batch = { ...delivery, events: events.slice(start, start + MAX_EVENTS_PER_REQUEST) };
    await disturb(engine, batch, leaving);
  }
  const outcomes: CallOutcome[] = [];
  for (const batch of leaving) outcomes.push(await deliver(engine, batch, 0));
  return outcomes;
}

/** Puts a batch among those leaving now, as often, as late and at the place the fault plan wants it. */
async function disturb(
  engine: HubspotEngine,
  batch: WebhookDelivery,
  leaving: WebhookDelivery[],
): Promise<void> {
  const fault = engine.faults.ofDelivery(`hubspot.webhook ${String(batch.events[0]?.eventId)}`);
  if (fault.isForged) await sendForged(engine, batch);
  for (const { delayMs, jumpsTo } of fault.copies) {
    if (delayMs === 0) {
      leaving.splice(Math.round((jumpsTo ?? 1) * leaving.length), 0, batch);
      continue;
    }
    engine.clock.schedule({
      dueAt: engine.clock.now() + delayMs,
      name: 'hubspot.webhook delayed',
      run: async () => {
        await deliver(engine, batch, 0);
      },
    });
  }
}

/** The batch as somebody else would send it, without the client secret; an app that answers 2xx is counted. */
async function sendForged(engine: HubspotEngine, batch: WebhookDelivery): Promise<void> {
  const clientSecret = engine.ids.text('forged-secret', 32);
  const outcome = await post(engine, { ...batch, signing: { clientSecret } }, 0);
  if (isAccepted(outcome)) engine.faults.noteForgedAccepted();
}

async function deliver(
  engine: HubspotEngine,
  batch: WebhookDelivery,
  attemptNumber: number,
): Promise<CallOutcome> {
  const outcome = await post(engine, batch, attemptNumber);
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

function post(engine: HubspotEngine, batch: WebhookDelivery, attemptNumber: number): Promise<CallOutcome> {
  const { app, events, signing } = batch;
  return sendSigned({
    deliver: engine.deliver,
    url: app.webhookUrl ?? `${requireAppOrigin(app)}/webhooks/hubspot`,
    clientSecret: app.clientSecret,
    body: JSON.stringify(events.map((event) => ({ ...event, attemptNumber }))),
    timeoutMs: WEBHOOK_TIMEOUT_MS,
    legacyVersion: 'v1',
    ...(signing === undefined ? {} : { signing }),
  });
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
