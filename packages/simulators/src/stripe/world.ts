import type { VendorContext } from '../kernel/vendor-context.js';
import { toEpochSeconds, toMilliseconds, type EpochSeconds } from './epoch.js';
import { defaultSettings, type StripeSettings } from './settings.js';
import { createStripeState, type StripeState } from './state.js';
import { createDeliveryGate, type DeliveryGate } from './webhook-endpoints/delivery-gate.js';

/** The API request being answered, which events name as their cause. */
export interface RequestStamp {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}

/** Everything an operation of the simulated Stripe works with. */
export interface StripeWorld extends VendorContext {
  readonly state: StripeState;
  readonly settings: StripeSettings;
  readonly gate: DeliveryGate;
  /** Set while an API request is answered; what happens by itself has no request. */
  request: RequestStamp;
}

/** The stamp of what happens by itself. */
export const NO_REQUEST: RequestStamp = { id: null, idempotency_key: null };

/** A new, empty account. */
export function createStripeWorld(context: VendorContext): StripeWorld {
  return {
    ...context,
    state: createStripeState(),
    settings: defaultSettings(),
    gate: createDeliveryGate(),
    request: NO_REQUEST,
  };
}

/** The virtual instant, in Stripe's whole seconds. */
export function nowSeconds(world: StripeWorld): EpochSeconds {
  return toEpochSeconds(world.clock.now());
}

/** Plans work at a virtual second. */
export function planAt(
  world: StripeWorld,
  work: { readonly at: EpochSeconds; readonly name: string; readonly run: () => void | Promise<void> },
): void {
  world.clock.schedule({ dueAt: toMilliseconds(work.at), name: work.name, run: work.run });
}
