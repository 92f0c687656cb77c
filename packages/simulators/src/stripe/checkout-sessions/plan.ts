import type { EpochSeconds } from '../epoch.js';
import type { Metadata } from '../metadata.js';
import type { MissingPaymentMethod, SubscriptionObject } from '../subscriptions/object.js';

/** What a session will create when the customer completes it. */
export interface CheckoutPlan {
  readonly metadata: Metadata;
  readonly description: string | null;
  readonly billingMode: SubscriptionObject['billing_mode']['type'];
  readonly trialPeriodDays: number | null;
  readonly trialEnd: EpochSeconds | null;
  readonly missingPaymentMethod: MissingPaymentMethod;
  /** Which details of an existing customer the page may overwrite. */
  readonly customerUpdate: { readonly address: boolean; readonly name: boolean };
}
