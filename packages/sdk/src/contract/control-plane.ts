/** What an app asks of the control plane about its own portals' billing: the same calls whether a control plane is there or its own store answers. */
import type { CustomerId, PortalId, SubscriptionId } from '../kernel/ids.js';
import type { Instant } from '../kernel/instant.js';
import type { Entitlement, EntitlementStatus } from './entitlement.js';

/** What is known of a subscription when it is mapped or observed. */
export interface MappedSubscription {
  /** A plan of the app's `hs-x.toml`. */
  readonly plan: string;
  readonly status: EntitlementStatus;
  readonly subscriptionId?: SubscriptionId;
  /** Unix ms. */
  readonly trialEndsAt?: Instant;
  /**
   * When it was seen at the provider, unix ms, such as the event's time; a row of the same customer that was seen later keeps its plan and status, so
   * that a webhook can be handled again. Default of a mapping: now.
   */
  readonly observedAt?: Instant;
}

/** Which customer pays for which portal. */
export interface MappingWish {
  readonly portalId: PortalId | number;
  readonly customerId: CustomerId;
  /** Where billing mail goes. Default: the address known already. */
  readonly adminEmail?: string;
  /** Default: the row keeps plan and status; a portal without a row gets the one every install begins with, `free` and `trialing`. */
  readonly subscription?: MappedSubscription;
}

/** A mapping as it is now. */
export interface Mapping {
  readonly portalId: PortalId;
  readonly customerId: CustomerId;
  readonly entitlement: Entitlement;
  /** The customer the portal had before, whose events still find it; null: none. */
  readonly retiredCustomerId: CustomerId | null;
}

/** A portal's row; all null: nothing is known. */
export interface MappedEntitlement {
  readonly portalId: PortalId | null;
  readonly customerId: CustomerId | null;
  readonly entitlement: Entitlement | null;
}

/** A subscription as the app has seen it at the provider. */
export type MappingObservation = MappedSubscription & {
  readonly customerId: CustomerId;
  /** When it was seen, unix ms; an older one than the row's own changes nothing. */
  readonly observedAt: Instant;
};

/** What became of an observation. */
export interface NotedObservation {
  readonly portalId: PortalId;
  readonly entitlement: Entitlement | null;
  /** False: a later observation had been noted already, or the customer is a former one of the portal. */
  readonly isApplied: boolean;
}

/** Every operation with its request and its answer. */
export interface ControlPlaneOperations {
  readonly upsertMapping: { request: MappingWish; answer: Mapping };
  readonly entitlement: {
    request: { readonly portalId: PortalId | number } | { readonly customerId: CustomerId };
    answer: MappedEntitlement;
  };
  readonly observe: { request: MappingObservation; answer: NotedObservation };
}

/** The name of an operation, as in `/v1/billing/<name>`. */
export type ControlPlaneOperation = keyof ControlPlaneOperations;

/** The billing calls. All throw REQUEST_INVALID and STORE_UNAVAILABLE. */
export interface ControlPlaneBilling {
  /**
   * Writes both directions, portal to customer and customer to portal, in one transaction: both or neither. Throws CONFLICT when the customer
   * belongs to another portal, and under `billing()` when the portal has another customer; nothing is written then.
   */
  upsertMapping(wish: MappingWish): Promise<Mapping>;
  /** The row of a portal, or of the portal a customer pays for. */
  entitlement(wish: ControlPlaneOperations['entitlement']['request']): Promise<MappedEntitlement>;
  /** Writes what was seen at the provider into the row of the customer's portal. Throws NOT_FOUND for a customer nobody has mapped. */
  observe(observation: MappingObservation): Promise<NotedObservation>;
}
