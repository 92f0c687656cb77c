import { invalidRequest } from '../api/failure.js';
import type { SubscriptionObject } from '../subscriptions/object.js';

/** What an update request wants to change directly. */
export interface DirectChange {
  readonly cancel_at?: unknown;
  readonly cancel_at_period_end?: unknown;
  readonly billing_cycle_anchor?: unknown;
  readonly trial_end?: unknown;
  readonly items?: readonly { readonly id?: string; readonly price?: string; readonly deleted?: boolean }[];
}

/**
 * Refuses what a schedule decides while it is attached: how the subscription ends and which prices it bills (facts 1.5, read
 * 2026-11-20). Quantities, metadata and payment methods may change.
 */
export function refuseDirectChange(subscription: SubscriptionObject, change: DirectChange): void {
  if (subscription.schedule === null) return;
  const managed = `The subscription is managed by the subscription schedule \`${subscription.schedule}\``;
  if (change.cancel_at !== undefined || change.cancel_at_period_end !== undefined) {
    throw invalidRequest(
      `${managed}, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
    );
  }
  const isOtherPrice = change.items?.some(
    (item) => item.id === undefined || item.price !== undefined || item.deleted === true,
  );
  const isOtherTime = change.trial_end !== undefined || change.billing_cycle_anchor !== undefined;
  if (isOtherPrice === true || isOtherTime) {
    throw invalidRequest(
      `${managed}, and updating its items or billing dates directly is not allowed. Please update or release the schedule instead.`,
    );
  }
}
