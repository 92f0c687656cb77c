/**
 * What a test or the local index page does to the simulated Stripe from outside: things a vendor's API does not offer.
 */
import type { FaultCounts } from '../../kernel/faults/fault-plan.js';
import type { FaultSettings } from '../../kernel/faults/fault-settings.js';
import type { RequestFault } from '../api/request-faults.js';
import {
  answerChallenge,
  submitCheckout,
  type CheckoutOutcome,
  type CheckoutSubmission,
} from '../checkout-sessions/submit.js';
import { defaultConfiguration } from '../portal-configurations/default-configuration.js';
import type { PriceObject } from '../prices/object.js';
import { defaultSettings, type StripeSettings } from '../settings.js';
import { clearStripeState } from '../state.js';
import { createDeliveryGate } from '../webhook-endpoints/delivery-gate.js';
import type { StripeWorld } from '../world.js';
import { customerTruths, type CustomerTruth } from './customer-truths.js';
import { createPaymentControl, type PaymentControl } from './payment-control.js';
import { actInPortal, type PortalAct, type PortalActOutcome } from './portal-control.js';
import { seedCatalogue, type CatalogueEntry } from './seed-catalogue.js';
import { snapshot } from './snapshot.js';
import { createWebhookControl, type WebhookControl } from './webhook-control.js';

/** The operations of the control room; the `/_sim` routes offer the same over the wire. */
export interface StripeControl extends PaymentControl, WebhookControl {
  /** Puts prices with given ids into the catalogue. */
  seedCatalogue(entries: readonly CatalogueEntry[]): readonly PriceObject[];
  /** Makes coming API requests fail. */
  failRequests(fault: Omit<RequestFault, 'remaining'> & { readonly count: number }): void;
  /** Lets requests succeed again, whatever {@link StripeControl.failRequests} asked. */
  endFailures(): void;
  /** Lets deliveries and requests go wrong by chance, every decision drawn from the seed; `{}` ends it. */
  setFaults(settings: FaultSettings): void;
  /** What has gone wrong since {@link StripeControl.setFaults}. */
  faultCounts(): FaultCounts;
  /** Changes the account's settings: retries, draft time, delayed payments. */
  changeSettings(change: Partial<StripeSettings>): StripeSettings;
  /** Does what the hosted page does when it is submitted. */
  submitCheckout(sessionId: string, submission: CheckoutSubmission): CheckoutOutcome;
  /** Answers a 3-D Secure question of the hosted page. */
  answerChallenge(challengeId: string, answer: 'complete' | 'fail'): CheckoutOutcome | undefined;
  /** Does on a portal page what a customer would: change plan, card, cancel, keep, pay. */
  actInPortal(sessionId: string, act: PortalAct): PortalActOutcome;
  /** What is true of every customer, deleted ones included, oldest first: for judges of what an app made of it. */
  truth(): readonly CustomerTruth[];
  /** The whole account as plain data. */
  snapshot(): Readonly<Record<string, unknown>>;
  /** Empties the account: catalogue, endpoints and settings too. Keys and clock stay. */
  reset(): void;
}

/** Creates the control room of an account. */
export function createStripeControl(world: StripeWorld): StripeControl {
  const { gate, settings } = world;
  return {
    ...createPaymentControl(world),
    ...createWebhookControl(world),
    seedCatalogue: (entries) => seedCatalogue(world, entries),
    failRequests: ({ count, ...fault }) => {
      world.state.requestFaults.push({ ...fault, remaining: count });
    },
    endFailures: () => {
      world.state.requestFaults.length = 0;
    },
    setFaults: (given) => world.faults.set(given),
    faultCounts: () => world.faults.counts(),
    changeSettings: (change) => Object.assign(settings, change),
    submitCheckout: (sessionId, submission) => submitCheckout(world, sessionId, submission),
    answerChallenge: (challengeId, answer) => answerChallenge(world, challengeId, answer),
    actInPortal: (sessionId, act) => actInPortal(world, sessionId, act),
    truth: () => customerTruths(world),
    snapshot: () => snapshot(world),
    reset: () => {
      clearStripeState(world.state);
      Object.assign(gate, createDeliveryGate());
      Object.assign(settings, defaultSettings());
      world.faults.set({});
      defaultConfiguration(world);
    },
  };
}
