import { createEventDestination } from '../event-destinations/manage.js';
import { findEvent } from '../events/routes.js';
import { reportNoMeter } from '../meter-events/report-errors.js';
import { deliverAgain } from '../webhook-endpoints/deliver.js';
import type { DeliveryAttempt } from '../webhook-endpoints/delivery.js';
import { releaseHeld } from '../webhook-endpoints/enqueue.js';
import { createWebhookEndpoint, rollWebhookSecret } from '../webhook-endpoints/manage.js';
import type { StripeWorld } from '../world.js';

/** The hand on what Stripe sends. */
export interface WebhookControl {
  /** Registers an endpoint for every event (or the named ones) and gives its signing secret. */
  registerWebhook(
    url: string,
    enabledEvents?: readonly string[],
  ): { readonly id: string; readonly secret: string };
  /** Registers a destination for thin notifications of the named events and gives its signing secret. */
  registerEventDestination(
    url: string,
    enabledEvents: readonly string[],
  ): { readonly id: string; readonly secret: string };
  /** Says that events of these identifiers named no meter: API v1 refuses such events at once, API v2 reports them. */
  reportNoMeter(identifiers: readonly string[]): void;
  /** Gives an endpoint a new secret; with `keepOld` deliveries carry a signature for both. */
  rollWebhookSecret(endpointId: string, options: { readonly keepOld: boolean }): string;
  /** Keeps every webhook back until released. */
  holdWebhooks(): void;
  /** Lets held webhooks go, in order or reversed; answers how many. */
  releaseWebhooks(order?: 'as_held' | 'reversed'): number;
  /** Loses the next `count` deliveries for good. */
  dropWebhooks(count: number): void;
  /** Sends each of the next `count` deliveries twice. */
  duplicateWebhooks(count: number): void;
  /** Sends one event again now, to every endpoint that wants it, even while others are held. */
  deliverEvent(eventId: string): Promise<readonly DeliveryAttempt[]>;
}

/** Builds the webhook part of the control. */
export function createWebhookControl(world: StripeWorld): WebhookControl {
  const { gate } = world;
  return {
    registerWebhook: (url, enabledEvents = ['*']) => {
      const { id, secret } = createWebhookEndpoint(world, { url, enabledEvents });
      return { id, secret };
    },
    registerEventDestination: (url, enabledEvents) => {
      const { destination, secret } = createEventDestination(world, {
        url,
        name: 'Simulated',
        enabledEvents,
      });
      return { id: destination.id, secret };
    },
    reportNoMeter: (identifiers) => reportNoMeter(world, identifiers),
    rollWebhookSecret: (endpointId, options) => rollWebhookSecret(world, endpointId, options),
    holdWebhooks: () => {
      gate.isHolding = true;
    },
    releaseWebhooks: (order) => releaseHeld(world, order),
    dropWebhooks: (count) => {
      gate.dropNext = count;
    },
    duplicateWebhooks: (count) => {
      gate.duplicateNext = count;
    },
    deliverEvent: (eventId) => deliverAgain(world, findEvent(world, eventId)),
  };
}
