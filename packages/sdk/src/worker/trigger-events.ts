/** What each trigger hands to its handlers, by the trigger's name. */
import type { HubspotAccountType } from '../billing/account.js';
import type { Loose } from '../contract/loose.js';
import type { PortalId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';

/** The app was installed in a portal. HubSpot sends no such event: HS-X raises it when OAuth has completed. */
export interface AppInstalledEvent {
  readonly portalId: PortalId;
  /** The installing person's e-mail, from token introspection. */
  readonly userEmail: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly accountType: HubspotAccountType;
  /** The portal had the app before. */
  readonly isReinstall: boolean;
}

/** A verified Stripe event, as Stripe sent it. */
export interface StripeWebhookEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly livemode: boolean;
  readonly data: { readonly object: Loose; readonly previous_attributes?: Loose };
}

/** One entry of a verified HubSpot webhook batch. */
export interface HubspotWebhookEvent {
  readonly eventId: number;
  readonly portalId: PortalId;
  readonly subscriptionType: string;
  readonly occurredAt: Instant;
  readonly objectId?: number;
  readonly [field: string]: Loose;
}

/** A day has begun (UTC, at `reconcile_hour`). */
export interface CronDailyEvent {
  readonly scheduledAt: Instant;
}

/** Every trigger and its event. */
export interface TriggerEvents {
  readonly 'hubspot.app.installed': AppInstalledEvent;
  readonly 'hubspot.webhook': HubspotWebhookEvent;
  readonly 'stripe.webhook': StripeWebhookEvent;
  readonly 'cron.daily': CronDailyEvent;
}

/** A trigger's name. */
export type TriggerName = keyof TriggerEvents;
