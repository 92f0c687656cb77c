/** Something that happened to the app in a portal, in the shape of the journal's files (facts 2.2, read 2026-11-20). */
export interface LifecycleEvent {
  readonly type: 'app_lifecycle_event';
  readonly action: 'APP_INSTALL' | 'APP_UNINSTALL';
  readonly portalId: number;
  /** ISO 8601. */
  readonly occurredAt: string;
  readonly eventTypeId: LifecycleEventTypeId;
  readonly properties: {
    readonly hs_app_id: string;
    readonly hs_app_install_level: string;
    readonly hs_initiating_user_id: string;
    readonly hs_user_id: string;
  };
}

/** One file of the journal. */
export interface JournalEntry {
  /** A UUID: the place in the journal. */
  readonly offset: string;
  readonly appId: number;
  /** Unix ms. */
  readonly publishedAt: number;
  readonly events: readonly LifecycleEvent[];
}

/** HubSpot's ids of the two lifecycle events. */
export const LIFECYCLE_EVENT_TYPE_IDS = {
  APP_INSTALL: '4-1909196',
  APP_UNINSTALL: '4-1916193',
} as const;

/** One of {@link LIFECYCLE_EVENT_TYPE_IDS}. */
export type LifecycleEventTypeId = (typeof LIFECYCLE_EVENT_TYPE_IDS)[keyof typeof LIFECYCLE_EVENT_TYPE_IDS];

/** What an app asked the journal to record. It holds for all portals of the app. */
export interface JournalSubscription {
  readonly id: number;
  readonly appId: number;
  readonly subscriptionType: 'APP_LIFECYCLE_EVENT';
  readonly eventTypeId: LifecycleEventTypeId;
  readonly properties: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
}
