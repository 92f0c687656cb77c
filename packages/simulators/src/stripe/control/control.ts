/**
 * What a test or the local index page does to the simulated Stripe from outside: things a vendor's API does not offer.
 */
import type { RequestFault } from '../api/request-faults.js';
import {
  answerChallenge,
  submitCheckout,
  type CheckoutOutcome,
  type CheckoutSubmission,
} from '../checkout-sessions/submit.js';
import { findEvent } from '../events/routes.js';
import { defaultConfiguration } from '../portal-configurations/default-configuration.js';
import type { PriceObject } from '../prices/object.js';
import { defaultSettings, type StripeSettings } from '../settings.js';
import { clearStripeState } from '../state.js';
import { deliverAgain, releaseHeld } from '../webhook-endpoints/deliver.js';
import type { DeliveryAttempt } from '../webhook-endpoints/delivery.js';
import { createDeliveryGate } from '../webhook-endpoints/delivery-gate.js';
import { createWebhookEndpoint, rollWebhookSecret } from '../webhook-endpoints/manage.js';
import type { StripeWorld } from '../world.js';
import { actInPortal, type PortalAct, type PortalActOutcome } from './portal-control.js';
import { seedCatalogue, type CatalogueEntry } from './seed-catalogue.js';
import { snapshot } from './snapshot.js';

/** The operations of the control room; the `/_sim` routes offer the same over the wire. */
export interface StripeControl {
  /** Puts prices with given ids into the catalogue. */
  seedCatalogue(entries: readonly CatalogueEntry[]): readonly PriceObject[];
  /** Registers an endpoint for every event (or the named ones) and gives its signing secret. */
  registerWebhook(
    url: string,
    enabledEvents?: readonly string[],
  ): { readonly id: string; readonly secret: string };
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
  /** Makes coming API requests fail. */
  failRequests(fault: Omit<RequestFault, 'remaining'> & { readonly count: number }): void;
  /** Changes the account's settings: retries, draft time, delayed payments. */
  changeSettings(change: Partial<StripeSettings>): StripeSettings;
  /** Does what the hosted page does when it is submitted. */
  submitCheckout(sessionId: string, submission: CheckoutSubmission): CheckoutOutcome;
  /** Answers a 3-D Secure question of the hosted page. */
  answerChallenge(challengeId: string, answer: 'complete' | 'fail'): CheckoutOutcome | undefined;
  /** Does on a portal page what a customer would: change plan, card, cancel, keep, pay. */
  actInPortal(sessionId: string, act: PortalAct): PortalActOutcome;
  /** The whole account as plain data. */
  snapshot(): Readonly<Record<string, unknown>>;
  /** Empties the account: catalogue, endpoints and settings too. Keys and clock stay. */
  reset(): void;
}

/** Creates the control room of an account. */
export function createStripeControl(world: StripeWorld): StripeControl {
  const { gate, settings } = world;
  return {
    seedCatalogue: (entries) => seedCatalogue(world, entries),
    registerWebhook: (url, enabledEvents = ['*']) => {
      const { id, secret } = createWebhookEndpoint(world, { url, enabledEvents });
      return { id, secret };
    },
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
    failRequests: ({ count, ...fault }) => {
      world.state.requestFaults.push({ ...fault, remaining: count });
    },
    changeSettings: (change) => Object.assign(settings, change),
    submitCheckout: (sessionId, submission) => submitCheckout(world, sessionId, submission),
    answerChallenge: (challengeId, answer) => answerChallenge(world, challengeId, answer),
    actInPortal: (sessionId, act) => actInPortal(world, sessionId, act),
    snapshot: () => snapshot(world),
    reset: () => {
      clearStripeState(world.state);
      Object.assign(gate, createDeliveryGate());
      Object.assign(settings, defaultSettings());
      defaultConfiguration(world);
    },
  };
}
