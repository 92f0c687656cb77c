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

/** A verified Stripe event, as Stripe sent it. What a meter dropped is told by events without an object: they are HS-X's own and come to no handler. */
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

/** The app was removed from a portal. HubSpot sends no such event either; see `learnedFrom`. */
export interface AppUninstalledEvent {
  readonly portalId: PortalId;
  readonly uninstalledAt: Instant;
  readonly learnedFrom: 'app' | 'journal' | 'deadToken';
}

/** The plan in force has changed. */
export interface PlanChangedEvent {
  readonly portalId: PortalId;
  readonly fromPlan: string;
  readonly toPlan: string;
}

/** The subscription has ended; the app keeps the portal's data until `retentionEndsAt`, null: as long as something else entitles it. */
export interface SubscriptionEndedEvent {
  readonly portalId: PortalId;
  readonly plan: string | null;
  readonly endedAt: Instant;
  readonly retentionEndsAt: Instant | null;
}

/** The data of a former customer has been kept long enough: the author's cleanup may run. */
export interface RetentionEndedEvent {
  readonly portalId: PortalId;
  readonly retentionEndsAt: Instant;
}

/** A counter has reached 80 % or 100 % of what the plan allows in its window: raised once for each, with the count that reached it. */
export interface UsageThresholdEvent {
  readonly portalId: PortalId;
  /** The limit's name in `hs-x.toml`. */
  readonly limit: string;
  readonly used: number;
  readonly allowed: number;
  readonly threshold: 80 | 100;
  /** When the counter begins again. */
  readonly resetsAt: Instant;
}

/** Every trigger and its event. */
export interface TriggerEvents {
  readonly 'hubspot.app.installed': AppInstalledEvent;
  readonly 'hubspot.app.uninstalled': AppUninstalledEvent;
  readonly 'hubspot.webhook': HubspotWebhookEvent;
  readonly 'billing.upgraded': PlanChangedEvent;
  readonly 'billing.downgraded': PlanChangedEvent;
  readonly 'billing.subscription_ended': SubscriptionEndedEvent;
  readonly 'billing.retention_ended': RetentionEndedEvent;
  readonly 'billing.usage_threshold': UsageThresholdEvent;
  readonly 'stripe.webhook': StripeWebhookEvent;
  readonly 'cron.daily': CronDailyEvent;
}

/** A trigger's name. */
export type TriggerName = keyof TriggerEvents;
