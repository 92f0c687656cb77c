import type { EpochSeconds } from '../epoch.js';

/** Where a deep link into the portal leads. */
export type PortalFlowType =
  'payment_method_update' | 'subscription_cancel' | 'subscription_update' | 'subscription_update_confirm';

/** A deep link: one task instead of the whole portal. */
export interface PortalFlow {
  readonly after_completion: {
    readonly hosted_confirmation: { readonly custom_message: string | null } | null;
    readonly redirect: { readonly return_url: string } | null;
    readonly type: 'hosted_confirmation' | 'portal_homepage' | 'redirect';
  };
  readonly customer_update: null;
  readonly subscription_cancel: { readonly retention: null; readonly subscription: string } | null;
  readonly subscription_pause: null;
  readonly subscription_update: { readonly subscription: string } | null;
  readonly subscription_update_confirm: {
    readonly discounts: null;
    readonly items: readonly {
      readonly id: string;
      readonly price: string | null;
      readonly quantity: number;
    }[];
    readonly subscription: string;
  } | null;
  readonly type: PortalFlowType;
}

/** A billing portal session. */
export interface PortalSessionObject {
  readonly id: string;
  readonly object: 'billing_portal.session';
  readonly after_expiration: null;
  readonly configuration: string;
  readonly created: EpochSeconds;
  readonly customer: string;
  readonly customer_account: null;
  readonly flow: PortalFlow | null;
  readonly livemode: false;
  readonly locale: string | null;
  readonly on_behalf_of: null;
  readonly return_url: string | null;
  readonly url: string;
}
